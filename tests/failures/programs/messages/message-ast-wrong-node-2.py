import ast
compile(ast.parse("x"), "<tree>", "eval")
