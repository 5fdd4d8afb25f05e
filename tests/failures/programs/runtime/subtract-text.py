start = "8"
end = "17"
print(end - start)
