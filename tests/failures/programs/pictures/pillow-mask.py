from PIL import Image
logo = Image.new("RGB", (4, 4))
Image.new("RGB", (8, 8)).paste(logo, (0, 0), logo)
