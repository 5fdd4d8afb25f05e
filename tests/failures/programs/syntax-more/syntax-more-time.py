start = 12:30
