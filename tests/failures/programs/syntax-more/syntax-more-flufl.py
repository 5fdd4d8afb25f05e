from __future__ import barry_as_FLUFL
compile("1 != 2", "note", "eval", 0x400000)
