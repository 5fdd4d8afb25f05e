import ast
name = ast.Name()
name.id = "x"
