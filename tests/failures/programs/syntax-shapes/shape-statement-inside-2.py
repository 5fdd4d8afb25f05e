y = [while True]
