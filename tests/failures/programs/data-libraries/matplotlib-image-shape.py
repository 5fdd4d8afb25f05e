import matplotlib
matplotlib.use("Agg")
import numpy as np
import matplotlib.pyplot as plt
plt.imshow(np.ones((3, 8, 8)))
