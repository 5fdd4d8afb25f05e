from rich import print
print("path [/etc]")
