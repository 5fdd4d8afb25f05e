import cv2
import numpy as np
c = cv2.CascadeClassifier("haarcascade_frontalface_default.xml")
c.detectMultiScale(np.zeros((10, 10), np.uint8))
