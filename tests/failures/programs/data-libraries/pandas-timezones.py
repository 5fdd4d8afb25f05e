import datetime
import pandas as pd
pd.Series(pd.to_datetime(["2020-01-01"])) > datetime.date(2020, 1, 1)
