number = 3
open(t"page{number}.html")
