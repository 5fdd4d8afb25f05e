import ast
compile(ast.Expression(ast.Name(lineno=1, col_offset=0)), "<tree>", "eval")
