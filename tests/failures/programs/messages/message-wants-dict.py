print("%(name)s is %(age)d" % ("Ada", 36))
