import numpy as np
from xgboost import XGBClassifier
XGBClassifier().fit(np.ones((4, 1)), np.array([1, 2, 1, 2]))
