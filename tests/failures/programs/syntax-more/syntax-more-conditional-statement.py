for x in [1]:
    break if x else 5
