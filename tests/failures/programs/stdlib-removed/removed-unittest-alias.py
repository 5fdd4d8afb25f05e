import unittest
class T(unittest.TestCase):
    def runTest(self):
        self.assertEquals(1, 1)
T().debug()
