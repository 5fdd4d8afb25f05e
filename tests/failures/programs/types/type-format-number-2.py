print("{:.2f}".format("5"))
