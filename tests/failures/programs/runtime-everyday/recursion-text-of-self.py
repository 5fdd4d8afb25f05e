class Box:
    def __repr__(self):
        return f"Box {self}"
print(repr(Box()))
