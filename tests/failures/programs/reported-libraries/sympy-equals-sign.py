from sympy import sympify

print(sympify('x + 1 = 2'))
