"a.txt".removesuffix(".txt")
