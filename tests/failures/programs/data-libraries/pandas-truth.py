import pandas as pd
s = pd.Series([1, 2])
if s > 1:
    print(s)
