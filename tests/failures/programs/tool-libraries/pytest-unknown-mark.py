import sys, pytest
sys.stdout = sys.stderr
open("test_a.py", "w").write("import pytest\n@pytest.mark.slow\ndef test_a(): pass\n")
sys.exit(pytest.main(["-p", "no:cacheprovider", "--strict-markers", "test_a.py"]))
