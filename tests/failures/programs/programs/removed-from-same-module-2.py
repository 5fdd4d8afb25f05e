import string
print(string.letters)
