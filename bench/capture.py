#!/usr/bin/python3
"""What capture costs: Python's start-up, and 100 MB of stderr in large writes and in lines,
with and without it, in turns. Prints a line a figure: name, with, without, ratio, budget.

    bench/capture.py build/lib/remedy/libremedy-capture.so"""
import os
import statistics
import subprocess
import sys
import tempfile

LIBRARY = os.path.abspath(sys.argv[1])
PYTHON = "/usr/bin/python3"
LARGE = "import os\nb = b'x' * 65535 + b'\\n'\nfor i in range(1600): os.write(2, b)"
LINES = "import sys\nw = sys.stderr.write\nfor i in range(1300000): w('%s\\n')" % ("x" * 76)


def timed(argv, env, stderr):
    """Processor seconds: the wall clock of a busy machine tells nothing."""
    child = subprocess.Popen(argv, env=env, stderr=stderr)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = status
    assert status == 0
    return usage.ru_utime + usage.ru_stime


def compare(name, argv, rounds, budget, with_us, without, open_stderr):
    took = ([], [])
    for i in range(rounds + 1):
        for times, env in ((took[0], with_us), (took[1], without)):
            with open_stderr() as stderr:
                seconds = timed(argv, env, stderr)
            if i > 0:
                times.append(seconds)
    a, b = (statistics.median(times) * 1000 for times in took)
    print("%-34s %8.2f ms %8.2f ms  x%.3f  budget x%.2f" % (name, a, b, a / b, budget))
    return a / b <= budget


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(folder + "/remedy", 0o700)
        ring = "%s/remedy/%d-1.ring" % (folder, os.getpid())
        # Of one length, so that both processes get environments of one size.
        with_us = dict(os.environ, REMEDY_CAPTURE="1:%d:%s" % (os.getpid(), ring), LD_PRELOAD=LIBRARY)
        without = dict(os.environ, REMEDY_BENCHED="1:%d:%s" % (os.getpid(), ring), XX_PRELOAD=LIBRARY)
        log = lambda: open(folder + "/err.log", "wb")
        good = [
            compare("start-up", [PYTHON, "-c", "pass"], 200, 1.03, with_us, without, log),
            compare("100 MB in writes of 64 KiB, file", [PYTHON, "-c", LARGE], 9, 1.10, with_us, without, log),
            compare("100 MB in lines, file", [PYTHON, "-c", LINES], 5, 1.10, with_us, without, log),
        ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
