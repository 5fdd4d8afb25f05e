def handle(p):
    match p:
        case len(p) == 3:
            return 1
