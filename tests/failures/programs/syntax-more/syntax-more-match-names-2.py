match 2:
    case [a] | [b, c]:
        pass
