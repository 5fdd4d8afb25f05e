names = ['Ada']
names,append('Bob')
