print(float("$5.50"))
