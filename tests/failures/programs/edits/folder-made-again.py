import os
os.mkdir('out')
os.makedirs('out')
