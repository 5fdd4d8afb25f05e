line = ' x '
text = line,strip()
