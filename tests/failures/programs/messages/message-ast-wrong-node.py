import ast
compile(ast.Expression(5), "<tree>", "eval")
