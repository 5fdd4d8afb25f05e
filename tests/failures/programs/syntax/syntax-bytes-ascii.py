b = b"grün"
