import cv2
img = cv2.imread("a.png")
print(img.shape)
