import cv2
import numpy as np
cv2.cvtColor(np.zeros((9, 9, 3)), cv2.COLOR_BGR2GRAY)
