import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt

plt.imshow([[1, 2], [3, 4]], cmap='jett')
