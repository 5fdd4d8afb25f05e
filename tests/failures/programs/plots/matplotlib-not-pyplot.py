import matplotlib as plt
plt.plot([1, 2])
