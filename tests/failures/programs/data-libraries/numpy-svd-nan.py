import numpy as np
np.linalg.svd([[np.nan, 1], [1, 2]])
