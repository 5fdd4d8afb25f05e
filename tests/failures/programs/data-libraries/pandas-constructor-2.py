import numpy as np
import pandas as pd
pd.DataFrame({"a": np.ones((2, 2))})
