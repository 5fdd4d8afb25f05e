import numpy as np
np.isnan(np.array(["a", None], dtype=object))
