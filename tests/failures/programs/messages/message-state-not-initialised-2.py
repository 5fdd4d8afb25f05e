import io
class Out(io.TextIOWrapper):
    def __init__(self, name):
        self.name_ = name
Out("x").write("a")
