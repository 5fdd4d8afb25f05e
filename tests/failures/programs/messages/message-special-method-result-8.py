import io
class R(io.RawIOBase):
    def readable(self): return True
    def readinto(self, b): return 999999
io.BufferedReader(R()).read(5)
