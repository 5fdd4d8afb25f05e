print(list.__new__(dict))
