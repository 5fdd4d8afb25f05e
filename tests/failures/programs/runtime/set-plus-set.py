read = {1}
write = {2}
print(read + write)
