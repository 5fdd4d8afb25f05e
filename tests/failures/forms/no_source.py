exec(compile("def f():\n    return missing\nf()\n", "<generated>", "exec"))

# expect: count: 1
# expect: root.type: NameError
# expect: root.frames: 3
# expect: root.frame.-1.file: <generated>
# expect: root.frame.-1.function: f
# expect: root.frame.-1.source: none
# expect: root.user.file: ...no_source.py
