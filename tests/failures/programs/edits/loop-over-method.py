class Shop:
    def items(self):
        return [1]

for x in Shop().items:
    print(x)
