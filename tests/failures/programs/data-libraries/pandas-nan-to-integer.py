import pandas as pd
pd.Series([1, None]).astype(int)
