s = 'don't do it'
