import os
os.remove("nothing.txt")
