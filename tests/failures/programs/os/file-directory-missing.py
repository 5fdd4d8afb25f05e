open("out/result.txt", "w")
