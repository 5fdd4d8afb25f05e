from PIL import Image
open("a.jpg", "w").write("<html>")
Image.open("a.jpg")
