from sklearn.pipeline import Pipeline
from sklearn.linear_model import LinearRegression
Pipeline([("a", LinearRegression()), ("b", LinearRegression())]).fit([[1], [2]], [1, 2])
