import pandas as pd
pd.DataFrame({"a": [1]}).to_excel("a.xlsx")
pd.read_excel("a.xlsx", sheet_name="b")
