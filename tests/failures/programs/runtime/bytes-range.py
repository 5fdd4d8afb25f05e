print(bytes([72, 300]))
