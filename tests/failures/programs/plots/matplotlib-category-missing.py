import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
plt.bar(["a", None, "c"], [1, 2, 3])
