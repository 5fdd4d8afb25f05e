import os, shutil
os.makedirs("src"); os.makedirs("dst")
shutil.copytree("src", "dst")
