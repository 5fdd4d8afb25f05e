from PIL import Image
Image.blend(Image.new("RGB", (4, 4)), Image.new("RGBA", (5, 5)), 0.5)
