import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.set_xticks([1, 2, 3])
ax.set_xticklabels(["a", "b"])
