print "Total: %d" % (3)
