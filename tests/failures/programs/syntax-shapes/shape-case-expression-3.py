x = 1
match x:
    case 1..3:
        print(x)
