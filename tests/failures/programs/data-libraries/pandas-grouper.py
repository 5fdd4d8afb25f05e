import pandas as pd
pd.DataFrame([[1, 2]], columns=["a", "a"]).groupby("a").sum()
