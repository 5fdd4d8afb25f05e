import os, sys, pytest
sys.stdout = sys.stderr
for d in "ab":
    os.mkdir(d)
    open(d + "/test_x.py", "w").write("def test_a(): pass\n")
sys.exit(pytest.main(["-p", "no:cacheprovider", "a", "b"]))
