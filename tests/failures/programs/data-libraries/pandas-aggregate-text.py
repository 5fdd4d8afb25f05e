import pandas as pd
pd.Series(["a", "b"]).mean()
