import pandas as pd
df = pd.DataFrame({"a": [1.5], "b": [2.5]})
df[df.a == 1.5 & df.b > 2.5]
