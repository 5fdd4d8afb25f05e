names = ['a']
if names.includes('a'):
    print(1)
