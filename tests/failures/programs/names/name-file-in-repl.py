exec(compile("print(__file__)", "x", "exec"), {})
