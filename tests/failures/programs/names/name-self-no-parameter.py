class A:
    def show():
        print(self)
A.show()
