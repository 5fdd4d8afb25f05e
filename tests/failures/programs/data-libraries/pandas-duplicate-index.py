import pandas as pd
s = pd.Series([1, 2], index=[0, 0])
pd.DataFrame({"a": [1, 2]}, index=[0, 1])["b"] = s
df = pd.DataFrame({"a": [1, 2, 3]})
df["b"] = s
