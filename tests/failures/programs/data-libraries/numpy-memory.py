import numpy as np
np.zeros((10000000, 10000000))
