import codecs
codecs.register(None)
