count = 3
def show():
    print(count)
    count = 5
show()
