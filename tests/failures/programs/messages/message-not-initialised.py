import io
class A(io.StringIO):
    def __init__(self):
        pass
A().read()
