import io
from PIL import Image
f = io.BytesIO()
Image.new("1", (300, 300)).save(f, "png")
Image.MAX_IMAGE_PIXELS = 100
Image.open(f)
