from PIL import Image

image = Image.new('RGB', (20, 20))
image.resize(10, 10)
