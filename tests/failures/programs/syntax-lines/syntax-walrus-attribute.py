import types
self = types.SimpleNamespace()
self.x := 5
