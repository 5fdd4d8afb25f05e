x, a = 1, 2
match x:
    case -a:
        print(x)
