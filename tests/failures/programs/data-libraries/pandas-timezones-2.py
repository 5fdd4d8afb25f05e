import pandas as pd
pd.Timestamp("2020-01-01") < pd.Timestamp("2020-01-01", tz="UTC")
