import pandas as pd
pd.concat([pd.DataFrame({"a": [1]}), "x"])
