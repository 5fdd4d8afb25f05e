age = "36"
print("next year: " + age + 1)
