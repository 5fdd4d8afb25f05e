raise TypeError("TyperArgument.make_metavar() takes 1 positional argument but 2 were given")
