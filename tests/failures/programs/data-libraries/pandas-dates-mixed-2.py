import pandas as pd
pd.to_datetime(pd.Series(["01.02.2020", "x"]), format="%d.%m.%Y")
