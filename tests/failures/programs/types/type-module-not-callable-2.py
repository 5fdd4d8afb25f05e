import pprint
pprint({})
