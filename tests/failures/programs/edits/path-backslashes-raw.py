data = open("C:\temp\new.txt").read()
