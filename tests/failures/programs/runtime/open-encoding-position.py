with open(__file__, "r", "utf-8") as f:
    print(f.read())
