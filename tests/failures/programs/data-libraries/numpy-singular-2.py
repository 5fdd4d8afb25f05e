import scipy.linalg
scipy.linalg.inv([[1, 2], [2, 4]])
