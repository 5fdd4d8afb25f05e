import sys, pytest
sys.stdout = sys.stderr
sys.exit(pytest.main(["-p", "no:cacheprovider", "test_missing.py"]))
