import ast
compile(ast.fix_missing_locations(ast.Expression(ast.Attribute(value=None, attr="x", ctx=ast.Load()))), "<tree>", "eval")
