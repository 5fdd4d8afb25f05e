def handle(p):
    match p:
        case 1:
            break
