age = 36
print("age: " + age)
