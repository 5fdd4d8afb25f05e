import ast
compile(ast.Expression(ast.BoolOp(ast.And(), [])), "x", "eval")
