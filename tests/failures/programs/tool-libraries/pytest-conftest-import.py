import sys, pytest
sys.stdout = sys.stderr
open("conftest.py", "w").write("import not_there_at_all_x\n")
open("test_a.py", "w").write("def test_a(): pass\n")
sys.exit(pytest.main(["-p", "no:cacheprovider", "test_a.py"]))
