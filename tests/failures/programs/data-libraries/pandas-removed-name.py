import pandas as pd
pd.rolling_mean([1], 2)
