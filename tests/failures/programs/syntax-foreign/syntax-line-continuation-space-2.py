print("a" \n)
