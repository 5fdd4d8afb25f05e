import sys

sys.setrecursionlimit(200)


def again(depth):
    return again(depth + 1)


again(0)

# expect: count: 1
# expect: root.message: maximum recursion depth exceeded...
# expect: root.frame.-1.function: again
# expect: root.frame.0.function: <module>
