from sklearn.linear_model import LinearRegression
LinearRegression(normalize=True)
