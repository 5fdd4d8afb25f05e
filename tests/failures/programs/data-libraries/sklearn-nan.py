import numpy as np
from sklearn.linear_model import LinearRegression
LinearRegression().fit([[np.nan], [1]], [1, 2])
