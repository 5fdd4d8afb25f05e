import numpy as np
np.save("a.npy", np.array([{}], dtype=object))
np.load("a.npy")
