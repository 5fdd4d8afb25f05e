import struct
struct.pack("10s", "Ada")
