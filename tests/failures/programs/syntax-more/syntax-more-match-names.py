match 2:
    case [a, a]:
        pass
