for word in "a b".split():
    print(word.size())
