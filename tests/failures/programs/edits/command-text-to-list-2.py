import subprocess
print(subprocess.check_output('ls-none -l'))
