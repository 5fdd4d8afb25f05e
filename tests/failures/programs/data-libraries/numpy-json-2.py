import json
import numpy as np
json.dumps({"a": np.array([1])})
