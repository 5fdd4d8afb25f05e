import numpy as np
x = np.float(3)
