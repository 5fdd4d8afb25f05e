import cv2
cv2.dnn.readNetFromDarknet("yolov3.cfg", "yolov3.weights")
