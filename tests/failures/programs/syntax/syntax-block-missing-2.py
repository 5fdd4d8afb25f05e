for i in range(3):
    # later
print(i)
