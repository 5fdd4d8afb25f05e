import numpy as np
np.array([]).argmax()
