import pandas as pd
pd.to_numeric(pd.Series(["1", "1,000"]))
