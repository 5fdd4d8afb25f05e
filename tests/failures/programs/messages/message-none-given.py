"a b".startswith(None)
