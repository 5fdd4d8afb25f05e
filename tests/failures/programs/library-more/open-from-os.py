from os import *
f = open("data.txt")
