import inspect
print(inspect.getsource(int))
