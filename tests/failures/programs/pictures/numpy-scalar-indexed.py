import numpy as np
x = np.arange(4.0)
print(x[0][1])
