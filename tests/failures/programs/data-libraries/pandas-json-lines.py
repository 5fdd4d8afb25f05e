import io
import pandas as pd
pd.read_json(io.StringIO('{"a": 1}\n{"a": 2}'))
