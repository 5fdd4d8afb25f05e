import sys, pytest
sys.stdout = sys.stderr
open("test_a.py", "w").write("import pytest\n@pytest.mark.parameterize('a', [1])\ndef test_a(a): pass\n")
sys.exit(pytest.main(["-p", "no:cacheprovider", "test_a.py"]))
