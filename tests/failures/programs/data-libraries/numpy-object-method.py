import numpy as np
np.sqrt(np.array([1, 2], dtype=object))
