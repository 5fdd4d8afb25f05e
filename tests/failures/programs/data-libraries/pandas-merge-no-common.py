import pandas as pd
pd.merge(pd.DataFrame({"a": ["1"]}), pd.DataFrame({"b": [1]}))
