while True do:
    print(1)
