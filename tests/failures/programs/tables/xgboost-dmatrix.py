import numpy as np
import xgboost as xgb
d = xgb.DMatrix(np.ones((4, 2)), label=[0, 1, 0, 1])
b = xgb.train({}, d, 2)
b.predict(np.ones((4, 2)))
