def words(text):
    text.split()
for word in words("a b"):
    print(word)
