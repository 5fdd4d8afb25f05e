with open(__file__).read() as f:
    print(f)
