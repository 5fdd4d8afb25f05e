import inspect
print(inspect.getsource(5))
