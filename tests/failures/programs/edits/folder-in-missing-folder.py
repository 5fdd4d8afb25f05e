import os
os.mkdir('out/today')
