from scipy.sparse import coo_matrix
coo_matrix([[1, 0], [0, 1]])[0]
