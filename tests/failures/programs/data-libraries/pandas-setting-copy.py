import pandas as pd
pd.set_option("mode.chained_assignment", "raise")
df = pd.DataFrame({"a": [1, 2]})
df[df.a > 1]["a"] = 5
