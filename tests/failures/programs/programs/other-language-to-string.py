n = 42
print("The answer is " + n.toString())
