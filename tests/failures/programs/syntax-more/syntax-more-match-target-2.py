match 2:
    case 1 as a.b:
        pass
