import pandas as pd
open("a.xls", "w").write("a\tb\n")
pd.read_excel("a.xls")
