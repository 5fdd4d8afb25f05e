from PIL import Image
Image.new("RGB", (4, 4)).save("a.jpgg")
