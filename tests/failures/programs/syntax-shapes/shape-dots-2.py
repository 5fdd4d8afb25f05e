name = "path"
x = name.(1)
