import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
plt.figure().gca(projection="3d")
