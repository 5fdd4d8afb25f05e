class P:
    x = property()
print(P().x)
