from sklearn.model_selection import train_test_split
train_test_split([[1], [2], [3], [4]], [0, 0, 0, 1], stratify=[0, 0, 0, 1])
