import codecs
codecs.register_error("mine", lambda e: "?")
"ä".encode("ascii", "mine")
