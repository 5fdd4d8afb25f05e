class Point:
    def __eq__(self, other):
        return True

print({Point(): 1})
