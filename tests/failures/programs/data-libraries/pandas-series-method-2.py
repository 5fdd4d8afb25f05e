import pandas as pd
pd.DataFrame({"a": ["x"]})[["a"]].str.upper()
