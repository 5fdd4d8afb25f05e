pages = "4"
for i in range(0, pages, 2):
    print(i)
