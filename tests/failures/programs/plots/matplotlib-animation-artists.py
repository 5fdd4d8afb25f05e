import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.animation import FuncAnimation
fig, ax = plt.subplots()
line, = ax.plot([1, 2])
def step(i):
    line.set_ydata([i, i])
a = FuncAnimation(fig, step, frames=2, blit=True)
a.save("a.gif", writer="pillow")
