import numpy as np
open("a.npy", "w").write("<html>not found</html>")
np.load("a.npy")
