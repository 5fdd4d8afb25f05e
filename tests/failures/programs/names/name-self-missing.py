class A:
    def __init__(self):
        self.count = 1
    def show(self):
        print(count)
A().show()
