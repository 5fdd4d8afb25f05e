import ast
print(ast.literal_eval("[true, null]"))
