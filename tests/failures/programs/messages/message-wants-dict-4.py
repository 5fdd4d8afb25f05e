"abc".maketrans("abc")
