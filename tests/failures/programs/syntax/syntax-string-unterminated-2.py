name = f"Ada {1}
