import pandas as pd
pd.Series([1]).str.upper()
