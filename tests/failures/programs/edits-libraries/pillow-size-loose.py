from PIL import Image
image = Image.new('RGB', (4, 4))
small = image.resize(2, 2)
