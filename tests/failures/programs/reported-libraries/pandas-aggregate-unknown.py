import pandas as pd

table = pd.DataFrame({'a': [1, 2], 'b': [1, 1]})
print(table['a'].agg('foo'))
