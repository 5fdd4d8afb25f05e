import unittest
class T(unittest.TestCase):
    def test(self):
        self.failUnless(1)
unittest.main()
