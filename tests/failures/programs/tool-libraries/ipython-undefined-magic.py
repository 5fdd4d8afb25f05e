import sys
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell().run_line_magic("autoreloadx", "2")
