import pandas as pd
open("sales.csv", "wb").write("name,town\nJos\u00e9,K\u00f6ln\n".encode("latin-1"))
df = pd.read_csv("sales.csv")
