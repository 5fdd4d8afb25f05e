open("dta.csv")
