import pandas as pd
pd.DataFrame([[1, 2]], columns=["x"])
