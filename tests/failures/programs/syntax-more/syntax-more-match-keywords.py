match 2:
    case A(a=1, 2):
        pass
