import os
os.mkdir("data")
open("data")
