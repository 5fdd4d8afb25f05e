p = "C:\Users\ada\x.txt"
