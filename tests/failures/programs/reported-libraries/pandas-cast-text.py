import pandas as pd

table = pd.DataFrame({'a': ['1', 'x']})
table['a'] = table['a'].astype(int)
