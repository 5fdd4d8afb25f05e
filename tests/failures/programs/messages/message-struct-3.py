import struct
struct.pack("ii", 1)
