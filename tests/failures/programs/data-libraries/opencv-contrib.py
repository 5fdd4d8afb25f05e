import cv2
cv2.xfeatures2d.SIFT_create()
