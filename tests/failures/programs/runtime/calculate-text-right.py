born = "1815"
print(1843 - born)
