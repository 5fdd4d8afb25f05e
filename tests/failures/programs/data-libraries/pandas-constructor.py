import pandas as pd
pd.DataFrame("abc")
