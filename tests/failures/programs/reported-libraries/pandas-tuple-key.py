import pandas as pd

table = pd.DataFrame({'a': [1, 2]})
print(table[0, 1])
