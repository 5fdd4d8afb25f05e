import io
import pandas as pd
pd.read_csv(io.StringIO(""))
