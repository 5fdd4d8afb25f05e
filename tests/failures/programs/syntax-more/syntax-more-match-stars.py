match 2:
    case [*a, *b]:
        pass
