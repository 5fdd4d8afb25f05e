import pandas as pd
pd.to_datetime(pd.Series(["2020-01-01", "hello"]))
