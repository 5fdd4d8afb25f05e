import json
import numpy as np
json.dumps({"a": np.int64(1)})
