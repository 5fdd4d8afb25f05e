import pandas as pd
open("sales.csv", "wb").write(b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00b\xee\x9dh^\x01")
df = pd.read_csv("sales.csv")
