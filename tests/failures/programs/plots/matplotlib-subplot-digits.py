import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
plt.subplot(2210)
