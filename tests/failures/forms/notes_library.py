import codecs

codecs.decode(b"zz", "hex")

# python: 3.12-
# expect: count: 1
# expect: root.name: Error
# expect: root.message: Non-hexadecimal digit found
# expect: root.notes: 1
# expect: root.note.0: decoding with 'hex' codec failed
