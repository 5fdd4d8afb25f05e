import io
class A(io.BytesIO):
    def read1(self, *a):
        return "x"
io.TextIOWrapper(A()).read(1)
