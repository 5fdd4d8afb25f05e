import cv2
cv2.cvtColor(cv2.imread("missing.jpg"), cv2.COLOR_BGR2GRAY)
