from sklearn.linear_model import LinearRegression
LinearRegression().fit([["red"], ["blue"]], [1, 2])
