print('a';)
