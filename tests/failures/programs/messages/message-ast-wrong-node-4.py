import ast
tree = ast.fix_missing_locations(ast.Module([ast.While(ast.Constant(True), [], [])], []))
compile(tree, "<tree>", "exec")
