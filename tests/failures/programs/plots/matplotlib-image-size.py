import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.text(0.5, 1e9, "x")
plt.savefig("a.png", bbox_inches="tight")
