names = []
print(names[-1])
