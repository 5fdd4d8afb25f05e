try:
    int("x")
except [ValueError, KeyError]:
    print("no")
