import pandas as pd
df = pd.DataFrame({"a": [1]})
df[df.a > 5].iloc[0]
