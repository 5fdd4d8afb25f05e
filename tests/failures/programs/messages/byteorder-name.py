print((5).to_bytes(2, "<"))
