import matplotlib; matplotlib.use('Agg')
import matplotlib.pyplot as plt
ax = plt.subplots()
ax.plot([1])
