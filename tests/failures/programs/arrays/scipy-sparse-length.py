from scipy.sparse import csr_matrix
len(csr_matrix([[1, 0]]))
