import sys, pytest
sys.stdout = sys.stderr
open("test_a.py", "w").write("import pytest\n@pytest.mark.parametrize('a, b', [(1, 2, 3)])\ndef test_a(a, b): pass\n")
sys.exit(pytest.main(["-p", "no:cacheprovider", "test_a.py"]))
