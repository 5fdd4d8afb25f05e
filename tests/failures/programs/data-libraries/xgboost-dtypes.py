import pandas as pd
from xgboost import XGBClassifier
XGBClassifier().fit(pd.DataFrame({"a": ["x", "y"]}), [0, 1])
