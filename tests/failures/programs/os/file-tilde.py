open("~/notes.txt")
