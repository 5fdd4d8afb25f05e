import numpy as np
table = np.zeros(3, 4)
