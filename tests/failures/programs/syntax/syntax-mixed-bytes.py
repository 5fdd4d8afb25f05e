b = b"a" "b"
