def parse(line):
    key, value = line.split("=")
    return key, value

print(parse("url=http://x/?a=b"))
