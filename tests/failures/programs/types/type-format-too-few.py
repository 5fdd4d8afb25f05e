print("%s %s" % "Ada")
