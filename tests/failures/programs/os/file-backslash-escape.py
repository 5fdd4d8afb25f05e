open("data\table.csv")
