import pandas as pd
s = pd.Series(["a", None])
s[s.str.contains("a")]
