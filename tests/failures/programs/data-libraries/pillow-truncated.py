import io
from PIL import Image
f = io.BytesIO()
Image.effect_noise((100, 100), 50).save(f, "png")
Image.open(io.BytesIO(f.getvalue()[:5000])).load()
