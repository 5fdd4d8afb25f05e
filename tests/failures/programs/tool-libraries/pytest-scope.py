import sys, pytest
sys.stdout = sys.stderr
open("test_a.py", "w").write("import pytest\n@pytest.fixture(scope='session')\ndef db(tmp_path): return 1\ndef test_a(db): pass\n")
sys.exit(pytest.main(["-p", "no:cacheprovider", "test_a.py"]))
