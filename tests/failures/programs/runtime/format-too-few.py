print("{} is {} years old".format("Ada"))
