name = 'Ada
