from PIL import Image
Image.new("RGB", (4, 4)).save("a.png")
with Image.open("a.png") as img:
    pass
img.load()
