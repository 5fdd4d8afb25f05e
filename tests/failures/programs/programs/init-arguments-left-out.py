class User:
    def __init__(self, name, email):
        self.name = name

u = User("Ann")
