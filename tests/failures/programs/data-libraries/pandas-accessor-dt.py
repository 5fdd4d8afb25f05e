import pandas as pd
pd.Series(["2020-01-01"]).dt.year
