print("she said "hello" twice")
