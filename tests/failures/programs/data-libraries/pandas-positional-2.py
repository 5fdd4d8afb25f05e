raise TypeError("DataFrame.pivot() takes 1 positional argument but 4 were given")
