f(x = yield = 1)
