def later():
    # TODO: write it

print("start")
