from sklearn.metrics import accuracy_score
accuracy_score([1, 2], [1])
