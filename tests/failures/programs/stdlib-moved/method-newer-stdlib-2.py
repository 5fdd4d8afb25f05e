(5).bit_count()
