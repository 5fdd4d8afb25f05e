import subprocess
r = subprocess.run(["echo", "hi"])
print(r.stdout.strip())
