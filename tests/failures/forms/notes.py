error = KeyError("port")
error.add_note("in section [server]")
error.add_note("of settings.ini")
raise error

# python: 3.11-
# expect: count: 1
# expect: root.type: KeyError
# expect: root.message: 'port'
# expect: root.notes: 2
# expect: root.note.0: in section [server]
# expect: root.note.1: of settings.ini
