import subprocess
subprocess.run(["ls"], capture_output=True, stdout=subprocess.PIPE)
