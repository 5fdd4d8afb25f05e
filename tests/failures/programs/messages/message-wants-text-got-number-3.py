"a-b".startswith(1)
