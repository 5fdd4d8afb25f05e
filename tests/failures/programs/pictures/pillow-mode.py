from PIL import Image
Image.alpha_composite(Image.new("RGB", (4, 4)), Image.new("RGBA", (4, 4)))
