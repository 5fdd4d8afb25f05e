import numpy as np
from scipy.cluster.hierarchy import linkage
linkage([[1, np.nan], [2, 3], [3, 4]])
