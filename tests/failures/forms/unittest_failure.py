import unittest


class Tests(unittest.TestCase):
    def test_failure(self):
        self.assertEqual(1, 2)


unittest.main()

# expect: count: 1
# expect: 0.type: AssertionError
# expect: 0.message: 1 != 2
# expect: root: none
