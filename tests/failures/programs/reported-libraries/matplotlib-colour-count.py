import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt

plt.scatter([1, 2], [3, 4], c=[1, 2, 3])
