let y = 5
