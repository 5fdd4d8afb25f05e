from PIL import Image
image = Image.new('RGBA', (2, 2))
image.save('a.jpg')
