from PIL import Image
Image.frombytes("RGB", (4, 4), b"abc")
