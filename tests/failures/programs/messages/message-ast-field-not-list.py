import ast
compile(ast.Module(body=ast.Pass(), type_ignores=[]), "<tree>", "exec")
