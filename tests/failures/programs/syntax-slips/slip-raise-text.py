raise ValueError "bad"
