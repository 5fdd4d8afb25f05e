import unittest
open("test_a.py", "w").write("import not_there_at_all_x\n")
unittest.main(module=None, argv=["python -m unittest", "test_a"])
