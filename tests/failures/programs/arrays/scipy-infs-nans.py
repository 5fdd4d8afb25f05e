import numpy as np
from scipy.linalg import svd
svd([[1, np.nan], [2, 3]])
