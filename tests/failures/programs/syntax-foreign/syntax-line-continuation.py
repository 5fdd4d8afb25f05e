path = C:\Users\ada
