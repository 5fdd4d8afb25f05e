import ast
tree = ast.fix_missing_locations(ast.Module([ast.Assign([ast.Name("x", ast.Load())], ast.Constant(1))], []))
compile(tree, "<tree>", "exec")
