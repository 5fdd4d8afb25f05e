import pandas as pd
pd.DataFrame({"a": [1]}).ix[0]
