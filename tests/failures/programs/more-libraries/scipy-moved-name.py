from scipy.misc import imread
