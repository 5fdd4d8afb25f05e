for i, score in [12, 15, 9]:
    print(i, score)
