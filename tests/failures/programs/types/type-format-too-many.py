print("name: " % "Ada")
