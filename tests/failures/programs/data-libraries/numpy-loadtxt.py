import io
import numpy as np
np.loadtxt(io.StringIO("a,b\n1,2"), delimiter=",")
