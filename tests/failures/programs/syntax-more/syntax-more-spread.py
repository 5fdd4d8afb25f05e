f(...args)
