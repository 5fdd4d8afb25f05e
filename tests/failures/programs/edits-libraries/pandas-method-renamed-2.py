import pandas as pd
df = pd.DataFrame({'a': [2, 1]})
print(df.as_matrix())
