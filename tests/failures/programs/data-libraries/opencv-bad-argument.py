import cv2
import numpy as np
cv2.line(np.zeros((9, 9, 3), np.uint8), (0.5, 1), (2, 2), (0, 0, 255))
