import numpy as np
from sklearn.linear_model import LinearRegression
LinearRegression().fit([[np.inf], [1]], [1, 2])
