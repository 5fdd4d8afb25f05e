from sklearn.ensemble import RandomForestClassifier
RandomForestClassifier(n_estimators=10.0).fit([[1], [2]], [0, 1])
