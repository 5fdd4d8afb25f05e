import io
import pandas as pd
pd.read_csv(io.StringIO('a,b\n1,"2\n3,4\n'))
