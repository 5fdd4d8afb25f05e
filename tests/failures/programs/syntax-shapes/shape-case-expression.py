x, b = 1, 2
match x:
    case f"a{b}":
        print(x)
