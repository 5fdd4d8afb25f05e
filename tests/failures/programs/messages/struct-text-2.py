import struct
struct.pack("c", "A")
