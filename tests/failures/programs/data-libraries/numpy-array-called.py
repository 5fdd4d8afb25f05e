import numpy as np
a = np.array([1])
a(0)
