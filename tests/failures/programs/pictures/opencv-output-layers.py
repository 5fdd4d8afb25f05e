import numpy as np
layer_names = ["a", "b", "c"]
unconnected = np.array([2, 3], dtype=np.int32)
names = [layer_names[i[0] - 1] for i in unconnected]
