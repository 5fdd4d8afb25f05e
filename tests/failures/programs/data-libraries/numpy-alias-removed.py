import numpy as np
a = np.zeros(3, dtype=np.int)
