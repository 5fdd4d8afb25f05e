try:
    x = 1
except ValueError or TypeError as e
    print(e)
