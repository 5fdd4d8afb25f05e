import ast
tree = ast.fix_missing_locations(ast.Expression(ast.Constant([1])))
compile(tree, "<tree>", "eval")
