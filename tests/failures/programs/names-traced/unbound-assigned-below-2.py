import os
def show():
    print(os.name)
    import os.path as os
show()
