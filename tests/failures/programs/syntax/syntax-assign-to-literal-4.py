x if True else y = 1
