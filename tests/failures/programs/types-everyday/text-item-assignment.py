word = "abc"
word[0] = "x"
