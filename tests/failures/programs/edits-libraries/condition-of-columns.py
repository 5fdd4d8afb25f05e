import pandas as pd
df = pd.DataFrame({'a': [1, 2], 'b': [3, 4]})
print(df[df['a'] > 1 and df['b'] < 5])
