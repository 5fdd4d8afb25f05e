import numpy as np
n = 10 / 2
print(np.zeros(n))
