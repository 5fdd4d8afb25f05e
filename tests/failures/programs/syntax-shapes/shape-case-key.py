x = {"name": 1}
match x:
    case {name: value}:
        print(value)
