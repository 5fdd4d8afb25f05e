import subprocess, os
open("s.sh", "w").write("echo hi\n")
os.chmod("s.sh", 0o755)
subprocess.run(["./s.sh"])
