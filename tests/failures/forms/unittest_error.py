import unittest


class Tests(unittest.TestCase):
    def test_error(self):
        import module_that_is_absent

    def test_failure(self):
        self.assertEqual(1, 2)


unittest.main()

# expect: count: 2
# expect: 0.origin: unittest
# expect: 1.type: AssertionError
# expect: root.origin: unittest
# expect: root.message: ...module_that_is_absent...
