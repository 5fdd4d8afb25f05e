"a" in None
