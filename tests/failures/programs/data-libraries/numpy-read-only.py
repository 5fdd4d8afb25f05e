import numpy as np
a = np.frombuffer(b"abc", dtype=np.uint8)
a[0] = 1
