raise KeyboardInterrupt

# expect: 0.type: KeyboardInterrupt
# expect: root: none
