import numpy as np
a = np.array([1, 2])
a[2 / 2]
