f = open(data.csv)
