done = false
