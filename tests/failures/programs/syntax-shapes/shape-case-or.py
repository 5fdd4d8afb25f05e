x = 1
match x:
    case 1 or 2:
        print(x)
