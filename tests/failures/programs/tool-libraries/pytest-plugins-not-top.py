import os, sys, pytest
sys.stdout = sys.stderr
os.mkdir("sub")
open("pytest.ini", "w").write("[pytest]\n")
open("sub/conftest.py", "w").write("pytest_plugins = ['x']\n")
open("sub/test_a.py", "w").write("def test_a(): pass\n")
sys.exit(pytest.main(["-p", "no:cacheprovider"]))
