eval("1", [])
