x = 1
match x:
    case:
        print(x)
