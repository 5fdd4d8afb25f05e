def show(items):
    print(max(items))
    max = 3
show([1])
