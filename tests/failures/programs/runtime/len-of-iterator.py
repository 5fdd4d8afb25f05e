squares = map(int, "123")
print(len(squares))
