raise RuntimeError

# expect: count: 1
# expect: root.type: RuntimeError
# expect: root.message: 
