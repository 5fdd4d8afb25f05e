open("C:\0data")
