class Person:
    private def name(self):
        return 1
