import subprocess
out = subprocess.check_output(["echo", "a b"])
print(out.split(" "))
