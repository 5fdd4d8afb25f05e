import sys, pytest
sys.stdout = sys.stderr
open("test_a.py", "w").write("def test_a(client): pass\n")
sys.exit(pytest.main(["-p", "no:cacheprovider", "test_a.py"]))
