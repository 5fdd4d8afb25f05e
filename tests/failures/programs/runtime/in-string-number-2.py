print(["a", "b"] in "abc")
