import os
os.makedirs("d/e")
os.rmdir("d")
