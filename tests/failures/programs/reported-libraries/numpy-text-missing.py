import numpy as np

data = np.genfromtxt('missing.csv', delimiter=',')
