import pandas as pd
pd.to_datetime("9999-12-31")
