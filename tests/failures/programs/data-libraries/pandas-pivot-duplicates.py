import pandas as pd
pd.DataFrame({"a": [1, 1], "b": [1, 1], "c": [1, 2]}).pivot(index="a", columns="b", values="c")
