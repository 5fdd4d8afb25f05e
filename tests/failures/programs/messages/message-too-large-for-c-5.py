(5).to_bytes(1, "big"); (300).to_bytes(1, "big")
