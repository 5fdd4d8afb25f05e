import struct
struct.pack("<f", 1e300)
