import cv2
import numpy as np
cv2.CascadeClassifier("missing.xml").detectMultiScale(np.zeros((50, 50), np.uint8))
