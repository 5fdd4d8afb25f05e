x = 1
match x:
    case x > 3:
        print(x)
