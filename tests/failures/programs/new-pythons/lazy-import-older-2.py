lazy from json import dumps
print(dumps)
