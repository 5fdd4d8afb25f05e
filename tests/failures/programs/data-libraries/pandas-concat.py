import pandas as pd
a = pd.DataFrame({"a": [1]})
pd.concat(a, a)
