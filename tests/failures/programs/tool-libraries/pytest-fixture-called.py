import sys, pytest
sys.stdout = sys.stderr
open("test_a.py", "w").write("import pytest\n@pytest.fixture\ndef client(): return 1\ndef test_a(): client()\n")
sys.exit(pytest.main(["-p", "no:cacheprovider", "test_a.py"]))
