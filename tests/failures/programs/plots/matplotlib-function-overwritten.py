import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
plt.xlabel = "time"
plt.plot([1, 2])
plt.xlabel("time")
