"""cpython.py BUILD PYTHON RECORD [TEST…]: CPython's own tests, without the capture and with
it, one file after the other (all of them unless some are named). A test that fails only
with it is run again alone, both ways, before it counts. Each file's result is a line of
RECORD; files that stand there already are not run again. Ends in 1 if one is new."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

LIMIT = int(os.environ.get("REMEDY_LIMIT", "300"))  # seconds a file
BUILD, PYTHON, RECORD = os.path.abspath(sys.argv[1]), shutil.which(sys.argv[2]) or sys.argv[2], sys.argv[3]
LIBRARY = os.path.join(BUILD, "lib", "remedy", "libremedy-capture.so")
FAILED = re.compile(r"^(?:FAIL|ERROR|UNEXPECTED SUCCESS): (\w+) \(([\w.]+)\)", re.MULTILINE)
RAN = re.compile(r"^Ran (\d+) tests? in", re.MULTILINE)


class Run:
    """One file's tests, or those of it that match."""

    def __init__(self, folder, name, with_capture, match=None):
        self.folder = tempfile.mkdtemp(dir=folder)
        home = os.path.join(self.folder, "home")
        os.mkdir(home)
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": home, "LANG": "C.UTF-8",
                       "USER": "ada", "TMPDIR": self.folder, "TERM": "dumb"}
        if with_capture:
            ring = os.path.join(folder, "run", "remedy", "%d-1.ring" % os.getpid())
            environment["REMEDY_CAPTURE"] = "1:%d:%s" % (os.getpid(), ring)
            environment["LD_PRELOAD"] = LIBRARY
        words = [PYTHON, "-m", "test.regrtest", "-v"] + (["-m", match] if match else []) + [name]
        with open(os.path.join(self.folder, "said"), "w+b") as said:
            process = subprocess.Popen(words, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=said,
                                       stderr=subprocess.STDOUT, start_new_session=True)
            try:
                self.status = process.wait(LIMIT)
            except subprocess.TimeoutExpired:
                self.status = None
            try:
                os.killpg(process.pid, signal.SIGKILL)  # what a test left behind as well
            except ProcessLookupError:
                pass
            process.wait()
            said.seek(0)
            text = said.read().decode("utf-8", "replace")
        self.ran = sum(int(n) for n in RAN.findall(text))
        # Since 3.11 the parentheses hold the test's name as well.
        self.failed = {where if where.endswith("." + test) else where + "." + test for test, where in FAILED.findall(text)}
        if self.status and not self.failed and "(resource denied)" not in text:
            self.failed.add("%s: status %d" % (name, self.status))  # a crash, an import, a changed environment
        shutil.rmtree(self.folder, ignore_errors=True)


def fails_alone(folder, name, test):
    """Whether the test fails again with the capture, and not without."""
    match = None if test.startswith(name + ":") or re.search(r"\.(setUp|tearDown)(Class|Module)$", test) else test
    again = Run(folder, name, True, match)
    if again.status is not None and test not in again.failed:
        return False
    return test not in Run(folder, name, False, match).failed


def compared(folder, name):
    """The line of RECORD about one file."""
    plain = Run(folder, name, False)
    if plain.status is None:
        return "no time", 0, 0, []
    captured = Run(folder, name, True)
    if not os.listdir(os.path.join(folder, "run", "remedy")):
        sys.exit("nothing was captured")
    if captured.status is None:
        captured = Run(folder, name, True)  # a busy machine, or we
        if captured.status is None:
            return "NEW", plain.ran, len(plain.failed), [name + " does not end"]
    new = sorted(test for test in captured.failed - plain.failed if fails_alone(folder, name, test))
    # a class of tests that is passed over is no failure, and yet no success
    if captured.ran != plain.ran and Run(folder, name, True).ran != plain.ran and Run(folder, name, False).ran == plain.ran:
        new.append("%s: %d tests and %d" % (name, plain.ran, captured.ran))
    return "NEW" if new else "same", plain.ran, len(plain.failed), new


def main():
    if subprocess.call([PYTHON, "-c", "import test.regrtest, test.test_grammar"], stderr=subprocess.DEVNULL):
        print("%s has no tests of its own (on Debian: libpython3-testsuite)" % PYTHON)
        return 0
    names = sys.argv[4:]
    if not names:
        listed = subprocess.run([PYTHON, "-m", "test.regrtest", "--list-tests"], stdout=subprocess.PIPE, check=True).stdout
        names = listed.decode().split()
    lines = open(RECORD).read().splitlines() if os.path.exists(RECORD) else []
    rows = {line.split("\t")[0]: line.split("\t") for line in lines}
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts behind it ignores it, and its children
    folder = tempfile.mkdtemp(prefix="cpython.")
    os.makedirs(os.path.join(folder, "run", "remedy"), 0o700)
    os.chmod(folder, 0o755)  # tests may change the user
    try:
        for name in names:
            if name not in rows:
                verdict, ran, failed, new = compared(folder, name)
                rows[name] = [name, verdict, str(ran), str(failed)] + new
                with open(RECORD, "a") as record:
                    record.write("\t".join(rows[name]) + "\n")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    done = [rows[name] for name in names]
    for row in done:
        if row[1] != "same":
            print("  ".join(row))
    version = subprocess.run([PYTHON, "-V"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout.decode().strip()
    print("%s: %d test files, %d tests, %d fail without the capture, %d only with it" % (
        version, len(done), sum(int(row[2]) for row in done), sum(int(row[3]) for row in done),
        sum(len(row[4:]) for row in done)))
    return 1 if any(row[1] == "NEW" for row in done) else 0


sys.exit(main())
