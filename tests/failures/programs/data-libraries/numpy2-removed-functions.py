import numpy as np
np.asscalar(np.array([1]))
