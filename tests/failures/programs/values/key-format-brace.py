print("{name} is {age}".format(name="Ada"))
