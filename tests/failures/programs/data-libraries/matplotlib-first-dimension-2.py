import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
plt.scatter([1, 2, 3], [1, 2])
