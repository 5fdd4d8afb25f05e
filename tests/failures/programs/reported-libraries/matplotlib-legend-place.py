import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt

plt.plot([1, 2], label='a')
plt.legend(loc='upper middle')
