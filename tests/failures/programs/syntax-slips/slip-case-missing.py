def handle(p):
    match p:
        1:
            return 1
