from PIL import Image
Image.new("RGB", (4, 4)).paste(Image.new("RGB", (5, 5)), (0, 0, 2, 2))
