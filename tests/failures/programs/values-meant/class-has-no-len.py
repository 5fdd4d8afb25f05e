names = ['Ada', 'Bob']
print(len(list))
