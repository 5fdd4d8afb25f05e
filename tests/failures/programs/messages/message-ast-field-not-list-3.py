import ast
tree = ast.parse("a; b; c")
class Shrinking(ast.Expr):
    @property
    def value(self):
        tree.body.clear()
        return ast.Constant(1)
tree.body[0] = Shrinking(lineno=1, col_offset=0)
compile(tree, "<tree>", "exec")
