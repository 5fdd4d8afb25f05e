import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
plt.hist([1, 2, 3], bins=[3, 2, 1])
