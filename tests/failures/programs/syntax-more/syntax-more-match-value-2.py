match 2:
    case 1j + 2:
        pass
