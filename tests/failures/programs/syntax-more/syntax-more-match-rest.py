match 2:
    case {**r, "a": 1}:
        pass
