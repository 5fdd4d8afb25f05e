names = [,]
