import _xxsubinterpreters as interpreters
i = interpreters.create()
interpreters.run_string(i, "import os; os.fork()")
