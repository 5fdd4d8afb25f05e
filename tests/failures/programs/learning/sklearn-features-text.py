import pandas as pd
from sklearn.linear_model import LogisticRegression
df = pd.DataFrame({"town": ["Rome", "Paris"], "n": [1, 2]})
LogisticRegression().fit(df, [0, 1])
