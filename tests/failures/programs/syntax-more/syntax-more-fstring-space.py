x = f "abc"
