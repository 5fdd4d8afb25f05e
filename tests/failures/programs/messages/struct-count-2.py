import struct
struct.pack("<hh", 1)
