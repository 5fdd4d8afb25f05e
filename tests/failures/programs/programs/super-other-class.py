class B:
    pass

class A:
    def go(self):
        super(B, self).go()

A().go()
