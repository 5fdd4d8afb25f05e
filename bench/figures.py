"""What the parts of the bench share: the table, and how processes are measured."""
import os
import shutil
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"


class Table:
    """One row a figure; a figure without a budget is there to be compared."""

    def __init__(self, build):
        self.build = os.path.abspath(build)
        self.rows = []
        self.missed = []
        self.skipped = []
        self.folder = tempfile.mkdtemp(prefix="remedy-bench.")
        # As a person has it: the kernel maps a file that was copied in larger pieces than one that the linker has
        # written here and there, and a process of the former starts 80 µs sooner.
        for part in ("bin", "lib", "share"):
            shutil.copytree(self.build + "/" + part, self.folder + "/installed/" + part)
        self.remedy = self.folder + "/installed/bin/remedy"
        self.capture = self.folder + "/installed/lib/remedy/libremedy-capture.so"
        # Where a person has rings: a runtime directory is in memory.
        shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.runtime = tempfile.mkdtemp(prefix="remedy-bench.", dir=shm)
        os.mkdir(self.runtime + "/remedy", 0o700)
        self.env = {"PATH": os.path.dirname(self.remedy) + ":/usr/local/bin:/usr/bin:/bin", "HOME": self.folder,
                    "LANG": "C.UTF-8", "TERM": "xterm",
                    "XDG_RUNTIME_DIR": self.runtime}
        self.turns_program = self.folder + "/turns"
        subprocess.run(["cc", "-O2", "-D_GNU_SOURCE", "-o", self.turns_program, HERE + "/turns.c"], check=True)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.runtime, ignore_errors=True)

    def row(self, what, figure, floor="", ratio=None, budget="", good=True):
        verdict = "" if not budget else "ok" if good else "MISSED"
        cells = (what, figure, floor, "" if ratio is None else "x%.2f" % ratio, budget, verdict)
        self.rows.append(cells)
        print("%-58s %14s %14s %8s %14s  %s" % cells, flush=True)
        if budget and not good:
            self.missed.append(what)

    def skip(self, sentence):
        self.skipped.append(sentence)
        print("skipped: " + sentence, flush=True)

    def turns(self, rounds, *commands, env=None):
        """The commands in turns: a dict of least, median, memory (KiB), faults, major, processor each."""
        argv = [self.turns_program, str(rounds)]
        for command in commands:
            argv += ["--"] + command
        lines = subprocess.run(argv, env=env or self.env, cwd=self.folder, capture_output=True, text=True,
                               check=True).stdout.splitlines()
        names = ("least", "median", "memory", "faults", "major", "processor")
        return [dict(zip(names, map(float, line.split()))) for line in lines]


def us(microseconds):
    return "%d µs" % round(microseconds)


def ms(milliseconds):
    return "%.2f ms" % milliseconds
