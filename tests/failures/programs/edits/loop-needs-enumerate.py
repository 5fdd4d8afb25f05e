names = ['ant', 'bee']
for i, name in names:
    print(i, name)
