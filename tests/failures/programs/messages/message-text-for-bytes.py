b"a".find("a", 0, None) or b"a".startswith("a")
