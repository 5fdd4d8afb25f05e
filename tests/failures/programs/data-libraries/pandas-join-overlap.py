import pandas as pd
pd.DataFrame({"a": [1]}).join(pd.DataFrame({"a": [1]}))
