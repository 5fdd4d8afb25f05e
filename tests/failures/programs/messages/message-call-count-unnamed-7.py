"a".__contains__()
