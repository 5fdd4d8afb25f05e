import pandas as pd
pd.DataFrame({"a": [1]}, index=pd.Index([1], name="a")).groupby("a").sum()
