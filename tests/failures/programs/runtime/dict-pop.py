options = {"a": 1}
options.pop("b")
