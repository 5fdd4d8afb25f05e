from PIL import Image
Image.new("RGB", (4, 4)).resize(2)
