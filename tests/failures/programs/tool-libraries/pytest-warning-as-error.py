import sys, pytest
sys.stdout = sys.stderr
open("test_a.py", "w").write("class A:\n    def __del__(self): raise ValueError('x')\ndef test_a():\n    a = A()\n    del a\n")
sys.exit(pytest.main(["-p", "no:cacheprovider", "-W", "error", "test_a.py"]))
