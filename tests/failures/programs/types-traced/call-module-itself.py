import pprint
pprint([1])
