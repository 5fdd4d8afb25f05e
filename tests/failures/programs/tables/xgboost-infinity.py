import numpy as np
import xgboost as xgb
xgb.XGBClassifier(n_estimators=2).fit(np.array([[np.inf], [1.0]]), [0, 1])
