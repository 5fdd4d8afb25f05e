from sklearn.metrics import accuracy_score
accuracy_score([0, 1], [0.2, 0.9])
