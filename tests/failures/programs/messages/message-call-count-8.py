import operator
operator.methodcaller()
