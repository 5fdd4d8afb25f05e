RED = 1
match 2:
    case RED:
        pass
    case 2:
        pass
