import ast
tree = ast.parse("x = 1")
tree.body.append(ast.Expr(ast.Name("x", ast.Load())))
compile(tree, "<tree>", "exec")
