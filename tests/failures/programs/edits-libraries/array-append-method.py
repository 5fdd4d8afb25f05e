import numpy as np
x = np.array([1, 2])
x.append(3)
