import subprocess
subprocess.run(["cat"], input=b"abc", text=True)
