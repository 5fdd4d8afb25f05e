import pandas as pd

table = pd.DataFrame({'a': [1, 2]})
table.resample('D').sum()
