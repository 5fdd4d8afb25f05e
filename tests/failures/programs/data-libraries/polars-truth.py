raise TypeError("the truth value of an Expr is ambiguous\n\nYou probably got here by using a Python standard library function instead of the native expressions API.")
