import numpy as np
10 ** np.array([-1, 2])
