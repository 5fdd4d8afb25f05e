import pandas as pd
pd.merge(pd.DataFrame({"id": ["1"]}), pd.DataFrame({"id": [1]}))
