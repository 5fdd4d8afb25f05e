import pandas as pd
s = pd.Series([1, 2, 3], index=[5, 6, 7])
print(s[0])
