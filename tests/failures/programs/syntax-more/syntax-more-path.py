f = open(/home/ada/notes.txt)
