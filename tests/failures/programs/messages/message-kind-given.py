"a".startswith(["a"])
