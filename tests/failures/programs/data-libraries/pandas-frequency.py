import pandas as pd
pd.date_range("2020-01-01", periods=3, freq="ME")
