from sklearn.linear_model import LinearRegression
LinearRegression().predict([[1]])
