print("a", "b", sep=["-"])
