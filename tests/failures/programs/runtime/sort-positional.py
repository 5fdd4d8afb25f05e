words = ["bb", "a"]
words.sort(len)
