def show():
    total: int
    print(total)

show()
