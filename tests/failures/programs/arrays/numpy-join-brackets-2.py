import numpy as np
names = ["a", "b", "c"]
print(names[np.array([0, 2])])
