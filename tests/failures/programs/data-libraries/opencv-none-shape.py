import cv2
h, w = cv2.imread("missing.jpg").shape[:2]
