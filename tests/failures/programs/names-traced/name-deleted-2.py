def run():
    total = 3
    del total
    return total
run()
