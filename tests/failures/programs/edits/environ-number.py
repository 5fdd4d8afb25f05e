import os
port = 8000
os.environ['PORT'] = port
