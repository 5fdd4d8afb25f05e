"abc".index(sub="a")
