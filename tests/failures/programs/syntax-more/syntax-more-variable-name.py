my var = 5
