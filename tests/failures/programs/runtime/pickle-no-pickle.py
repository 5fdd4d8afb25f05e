import pickle
pickle.loads(b"import os\nprint(1)\n")
