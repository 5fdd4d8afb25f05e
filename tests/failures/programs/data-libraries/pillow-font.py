from PIL import ImageFont
ImageFont.truetype("arial-is-not-here.ttf", 12)
