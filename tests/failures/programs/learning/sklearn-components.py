from sklearn.decomposition import PCA
PCA(n_components=5).fit([[1, 2], [2, 3], [3, 5]])
