user = "ada"
html = f"<a href="{user}">x</a>"
print(html)
