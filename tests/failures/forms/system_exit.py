raise SystemExit("settings.ini: no such section")

# expect: count: 0
# expect: root: none
# expect: text: settings.ini: no such section\n
