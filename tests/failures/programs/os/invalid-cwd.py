import os, tempfile
d = tempfile.mkdtemp(); os.chdir(d); os.rmdir(d)
os.getcwd()
