import struct
struct.pack("3i", [1, 2, 3])
