import unittest
class T(unittest.TestCase):
    def test(self):
        self.assertItemsEqual([1], [1])
unittest.main()
