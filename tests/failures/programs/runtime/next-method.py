import csv, io
reader = csv.reader(io.StringIO("a,b\n1,2\n"))
header = reader.next()
