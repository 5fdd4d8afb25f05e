import cv2
cv2.resize(cv2.imread("missing.jpg"), (5, 5))
