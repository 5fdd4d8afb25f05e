import pandas as pd
df = pd.DataFrame({"a": ["x"], "b": ["y"]})
df[df.a == "x" & df.b == "y"]
