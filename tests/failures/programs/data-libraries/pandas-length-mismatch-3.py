import pandas as pd
df = pd.DataFrame({"a": ["x y"]})
df[["b", "c", "d"]] = df.a.str.split(" ", expand=True)
