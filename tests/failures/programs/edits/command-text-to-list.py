import subprocess
subprocess.run('git-none status -s')
