def handle(p):
    match p:
        case x + 1:
            return 1
