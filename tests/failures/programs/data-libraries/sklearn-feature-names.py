import pandas as pd
from sklearn.linear_model import LinearRegression
m = LinearRegression().fit(pd.DataFrame({"a": [1, 2]}), [1, 2])
m.predict(pd.DataFrame({"b": [1]}))
