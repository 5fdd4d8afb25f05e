import io
import pandas as pd
pd.read_json(io.StringIO('hello'))
