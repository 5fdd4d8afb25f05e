data = open(__file__, "rb").read()
if "data" in data:
    print("yes")
