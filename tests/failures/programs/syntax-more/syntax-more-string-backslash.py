print("a"\n)
