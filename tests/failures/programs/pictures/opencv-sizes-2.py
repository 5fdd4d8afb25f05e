import cv2
import numpy as np
cv2.hconcat([np.zeros((10, 10, 3), np.uint8), np.zeros((9, 10, 3), np.uint8)])
