d = {}
for k, v in d.iteritems(): pass
