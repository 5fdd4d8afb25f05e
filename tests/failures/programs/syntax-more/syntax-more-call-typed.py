f(int x)
