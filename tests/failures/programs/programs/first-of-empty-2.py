text = ""
if text[0] == "#":
    print("a comment")
