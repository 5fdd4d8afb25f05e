if not (5).__eq__("5"):
    print("different")
