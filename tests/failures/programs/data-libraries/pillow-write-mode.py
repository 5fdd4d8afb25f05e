from PIL import Image
Image.new("RGBA", (1, 1)).save("a.jpg")
