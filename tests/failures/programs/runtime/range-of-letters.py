for letter in range("a", "e"):
    print(letter)
