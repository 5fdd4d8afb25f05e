sum = 0
for n in (1, 2):
    sum += n
print(sum([3, 4]))
