class A: pass
a = A()
if (a.x := 1): pass
