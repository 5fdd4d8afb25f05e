import pandas as pd

table = pd.DataFrame({'a': [1, 2]})
table.drop('a', axis='cols')
