import pandas as pd
from xgboost import XGBClassifier
XGBClassifier().fit(pd.DataFrame({"a<5": [1, 2]}), [0, 1])
