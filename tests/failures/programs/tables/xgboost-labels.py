import numpy as np
import xgboost as xgb
d = xgb.DMatrix(np.ones((4, 2)), label=[0, 2, 0, 2])
xgb.train({"objective": "binary:logistic"}, d, 2)
