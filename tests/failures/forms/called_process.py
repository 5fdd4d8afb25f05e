import subprocess
import sys

subprocess.check_call([sys.executable, "-c", "import module_that_is_absent"])

# expect: count: 2
# expect: 1.name: CalledProcessError
# expect: root.message: ...module_that_is_absent...
# expect: root.frame.0.file: <string>
