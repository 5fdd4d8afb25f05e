#!/usr/bin/python3
"""Output on a terminal: through `remedy run`, through script(1), which stands between in the
same way, and with nothing between; in turns in the same run.

    bench/terminal.py REMEDY [MEGABYTES]"""
import os
import pty
import sys
import tempfile
import time


def seconds(argv, size):
    """How long it takes until all that a command writes on a terminal has been read."""
    begin = time.perf_counter()
    pid, master = pty.fork()
    if pid == 0:
        os.execvp(argv[0], argv)
    got = 0
    while True:
        try:
            n = len(os.read(master, 1 << 16))
        except OSError:
            break
        if n == 0:
            break
        got += n
    os.close(master)
    _, status = os.waitpid(pid, 0)
    assert status == 0 and got >= size, (argv, status, got, size)
    return time.perf_counter() - begin


def main():
    remedy, megabytes = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1024
    line = b"2026-03-04T05:06:07 INFO an ordinary line of the output of an ordinary program, number 1234567\n"
    with tempfile.NamedTemporaryFile() as f:
        for _ in range(megabytes):
            f.write(line * ((1 << 20) // len(line)))
        f.flush()
        size = os.path.getsize(f.name)
        bare, theirs, ours = [], [], []
        for _ in range(3):
            bare.append(seconds(["cat", f.name], size))
            theirs.append(seconds(["script", "-q", "-e", "-c", "cat " + f.name, "/dev/null"], size))
            ours.append(seconds([remedy, "run", "--", "cat", f.name], size))
    print("%d MB on a terminal: run %.2f s, script %.2f s (x%.2f of its speed), nothing between %.2f s (x%.2f)" % (
        megabytes, min(ours), min(theirs), min(theirs) / min(ours), min(bare), min(bare) / min(ours)))


main()
