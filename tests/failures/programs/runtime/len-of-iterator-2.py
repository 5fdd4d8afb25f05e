evens = (n for n in range(9) if n % 2 == 0)
print(len(evens))
