class P: pass
p = P()
while p.x = 3:
    pass
