raise TypeError("setValue(self, a0: int): argument 1 has unexpected type 'float'")
