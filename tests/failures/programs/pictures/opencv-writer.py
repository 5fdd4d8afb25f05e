import cv2
import numpy as np
cv2.imwrite("a.jgp", np.zeros((10, 10), np.uint8))
