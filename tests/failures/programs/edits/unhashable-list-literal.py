places = {[1, 2]: 'here'}
