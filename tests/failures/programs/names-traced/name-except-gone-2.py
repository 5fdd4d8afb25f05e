def run():
    try:
        1 / 0
    except ZeroDivisionError as problem:
        pass
    return problem
run()
