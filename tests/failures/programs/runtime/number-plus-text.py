age = 36
print(age + " years")
