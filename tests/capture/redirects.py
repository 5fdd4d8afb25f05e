# What a program redirects for itself is its own affair.
import os, subprocess, sys

def say(text):
    os.write(2, text.encode() + b"\n")

child = [sys.executable, "-c", "import os, sys; os.write(2, sys.argv[1].encode() + b'\\n')"]
say("kept: own")
subprocess.run(child + ["lost: to DEVNULL"], stderr=subprocess.DEVNULL)
subprocess.run(child + ["lost: to a pipe"], stderr=subprocess.PIPE)
subprocess.run(child + ["kept: child inherits"])
with open(sys.argv[1], "wb") as file:
    subprocess.run(child + ["lost: child's file"], stderr=file)
    saved = os.dup(2)
    os.dup2(file.fileno(), 2)
    say("lost: own dup2")
    subprocess.run(child + ["lost: inherits what was put there"])
    os.dup2(saved, 2)
pid = os.fork()
if pid == 0:
    reader, writer = os.pipe()
    os.dup2(writer, 2)
    os.execv(child[0], child + ["lost: a forked child's own pipe"])
os.waitpid(pid, 0)
say("kept: back")
