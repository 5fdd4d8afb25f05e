import sys
if len(sys.argv) > 1:
    path = sys.argv[1]
print(path)
