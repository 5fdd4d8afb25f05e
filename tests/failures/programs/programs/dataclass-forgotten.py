class User:
    name: str
    age: int

u = User("Ann", 3)
