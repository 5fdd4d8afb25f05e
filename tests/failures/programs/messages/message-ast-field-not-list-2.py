import ast
tree = ast.parse("f(1)")
tree.body[0].value.args = (ast.Constant(1),)
compile(tree, "<tree>", "exec")
