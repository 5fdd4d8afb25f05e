import numpy as np
np.array([[1]]).iloc[0]
