import json
import numpy as np
result = {'mean': np.float32(1.5), 'all': np.array([1])}
print(json.dumps(result))
