print("She said "hello" to me")
