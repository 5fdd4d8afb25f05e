try:
    1 / 0
except ZeroDivisionError as problem:
    pass
print(problem)
