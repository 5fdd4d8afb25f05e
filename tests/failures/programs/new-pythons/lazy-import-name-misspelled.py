lazy from json import dumpz
dumpz({})
