items = [1]
n = len items
