import scipy.misc
scipy.misc.imread("a.png")
