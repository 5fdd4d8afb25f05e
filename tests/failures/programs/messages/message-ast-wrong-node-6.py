import ast
tree = ast.fix_missing_locations(ast.Module([ast.Try([ast.Pass()], [], [], [])], []))
compile(tree, "<tree>", "exec")
