import numpy as np
a = np.array([1, 2])
a[np.array([0.0])]
