"a".startswith(b"a")
