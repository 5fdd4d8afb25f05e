import io
io.BytesIO().__setstate__(5)
