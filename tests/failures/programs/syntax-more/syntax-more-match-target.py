match 2:
    case 1 as _:
        pass
