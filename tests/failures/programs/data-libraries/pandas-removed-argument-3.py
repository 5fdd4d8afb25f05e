import pandas as pd
pd.read_excel("a.xlsx", sheetname="x")
