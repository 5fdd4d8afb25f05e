from PIL import Image
Image.new("L", (4, 4)).putpixel((0, 0), (1, 2, 3, 4, 5))
