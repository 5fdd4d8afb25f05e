x = 1
match x:
    case > 3:
        print(x)
