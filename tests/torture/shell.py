"""shell.py STAGE bash|zsh|fish ROUNDS SECONDS: an interactive shell with remedy loaded,
while everything around it breaks. After each line the prompt must be back in time,
the line's own output and status must be there, and nothing else may be said but a
hint. Prints one line; status 1 and what was wrong otherwise."""

import glob
import os
import pty
import random
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

STAGE, SHELL = sys.argv[1:3]
ROUNDS, END = int(sys.argv[3]), time.monotonic() + int(sys.argv[4])  # each attack at least once
FAKETIME = next(iter(glob.glob("/usr/lib/*-linux-gnu/faketime/libfaketime.so.1")), None)
PROMPT = b"<ready>"
PATIENCE = 30  # seconds; a prompt that hangs is told from a slow machine
random.seed(4711)


class Broken(Exception):
    pass


class Session:
    """A shell; with `clock`, one whose clock can be set, and that remembers."""
    def __init__(self, clock=False):
        self.clock = clock
        self.mounts = os.environ.get("TORTURE_MOUNTS") == "y"
        self.dir = tempfile.mkdtemp(prefix="torture.")
        self.stage = os.path.join(self.dir, "stage")
        shutil.copytree(STAGE, self.stage, ignore=shutil.ignore_patterns("obj", "tests"))
        self.home = os.path.join(self.dir, "home")
        self.runtime = os.path.join(self.dir, "run")
        os.mkdir(self.home)
        os.mkdir(self.runtime, 0o700)
        with open(os.path.join(self.home, "fails.py"), "w") as f:
            f.write("import yaml_zz9\n")
        self.slowest = 0.0
        self.now = os.path.join(self.dir, "now")
        self.at("+0")
        self.start()

    def environment(self):
        keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        keep.update(HOME=self.home, XDG_RUNTIME_DIR=self.runtime, TERM="xterm", LC_ALL="C.UTF-8",
                    PATH=self.stage + "/bin:" + keep["PATH"], COLUMNS="100")
        if self.clock:
            keep.update(LD_PRELOAD=FAKETIME, FAKETIME_TIMESTAMP_FILE=self.now, FAKETIME_NO_CACHE="1", NO_FAKE_STAT="1",
                        FAKETIME_DONT_FAKE_MONOTONIC="1")
        else:
            keep["REMEDY_MEMORY"] = "0"
        return keep

    def at(self, offset):
        with open(self.now + ".new", "w") as f:
            f.write(offset + "\n")
        os.rename(self.now + ".new", self.now)

    def start(self):
        argv = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"],
                "fish": ["fish", "--no-config", "-i"]}[SHELL]
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(self.home)
            os.execvpe(argv[0], argv, self.environment())
        self.seen = b""
        time.sleep(0.2)
        setup = {"bash": "PS1='<re''ady>'; PS2=; bind 'set enable-bracketed-paste off' 2>/dev/null",
                 "zsh": "unsetopt zle prompt_sp prompt_cr; PS1='<re''ady>'",
                 "fish": "function fish_prompt; echo -n '<re''ady>'; end; function fish_right_prompt; end"}[SHELL]
        self.send(setup)
        self.wait()
        load = "remedy init fish | source" if SHELL == "fish" else 'eval "$(remedy init %s)"' % SHELL
        self.line(load)

    def send(self, text):
        os.write(self.fd, text.encode() + b"\r")

    def wait(self):
        began = time.monotonic()
        while True:
            left = began + PATIENCE - time.monotonic()
            if left <= 0:
                raise Broken("no prompt within %d s: %r" % (PATIENCE, self.seen[-400:]))
            if not select.select([self.fd], [], [], left)[0]:
                continue
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                data = b""
            if not data:
                raise Broken("the shell ended: %r" % self.seen[-400:])
            self.seen += data
            at = self.seen.find(PROMPT)
            if at >= 0:
                said, self.seen = self.seen[:at], self.seen[at + len(PROMPT):]
                self.slowest = max(self.slowest, time.monotonic() - began)
                return re.sub(r"\x1b[][()][^A-Za-z\x07]*[A-Za-z\x07]|\x1b[=>]|[\r\x0f]", "", said.decode("utf-8", "replace"))

    def line(self, text):
        self.send(text)
        return self.wait()

    def probe(self):
        """What a line prints and its status, with remedy's part taken off."""
        said = self.line("false; echo status-$?" if SHELL != "fish" else "false; echo status-$status")
        if "status-1" not in said:
            raise Broken("the status is lost: %r" % said)
        said = self.line("python3 fails.py")
        rest = re.split(r"Traceback \(most recent call last\):\n  File \"\S*fails\.py\", line 1, in <module>\n    import yaml_zz9\n"
                        r"ModuleNotFoundError: No module named 'yaml_zz9'\n", said, maxsplit=1)
        if len(rest) != 2:
            raise Broken("the program's own words are lost: %r" % said)
        # before it the line as it was typed, which fish draws as it comes
        if rest[0] != "python3 fails.py\n" if SHELL != "fish" else re.search("ld.so|remedy|rror|cannot", rest[0]):
            raise Broken("something is said before the program: %r" % rest[0])
        words = [w for w in re.sub("⏎ *", "", rest[1]).split("\n") if w.strip() and not re.match(r"remedy: |  \S| {6,}", w)]
        if words:
            raise Broken("something is said that is no hint: %r" % words)
        return "remedy: " in rest[1]

    def end(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except OSError:
            pass
        os.close(self.fd)
        for left in glob.glob("/dev/shm/*faketime_*_%d" % self.pid):
            os.unlink(left)
        subprocess.call(["chmod", "-R", "u+rwX", self.dir])
        shutil.rmtree(self.dir, ignore_errors=True)


def rings(s):
    folder = os.path.join(s.runtime, "remedy")
    return [os.path.join(folder, f) for f in os.listdir(folder)] if os.path.isdir(folder) else []


def garbage(path):
    with open(path, "wb") as f:
        f.write(os.urandom(random.choice([0, 1, 63, 64, 4096, 70000, 1 << 20])))


def kill_report(s):
    """SIGKILL for `remedy report` at a random moment."""
    s.send("python3 fails.py")
    end = time.monotonic() + random.random() * 0.15
    while time.monotonic() < end:
        subprocess.call(["pkill", "-9", "-f", "^%s.*report" % re.escape(s.stage)], stderr=subprocess.DEVNULL)
    s.wait()


def ring_garbage(s):
    for path in rings(s):
        garbage(path)


def ring_gone(s):
    shutil.rmtree(os.path.join(s.runtime, "remedy"), ignore_errors=True)


def ring_link(s):
    victim = os.path.join(s.dir, "victim")
    garbage(victim)
    with open(victim, "rb") as f:
        before = f.read()
    for path in rings(s):
        os.unlink(path)
        random.choice([os.symlink, os.link])(victim, path)
    s.line("python3 fails.py")
    with open(victim, "rb") as f:
        if f.read() != before:
            raise Broken("a planted link was written through")
    ring_gone(s)


def runtime_unwritable(s):
    shutil.rmtree(s.runtime)
    with open(s.runtime, "w"):
        pass
    s.probe()
    os.unlink(s.runtime)
    os.mkdir(s.runtime, 0o700)


def cache_garbage(s):
    folder = os.path.join(s.home, ".cache", "remedy")
    os.makedirs(folder, exist_ok=True)
    names = os.listdir(folder) or ["catalog-user.cdb"]
    for name in names:
        if os.path.isfile(os.path.join(folder, name)):
            garbage(os.path.join(folder, name))


def state_garbage(s):
    """What is remembered, what was seen, their locks and the salt. A fish that reads no
    startup file keeps no history, and so we keep nothing."""
    if SHELL == "fish":
        return
    folder = os.path.join(s.home, ".local", "state", "remedy")
    names = os.listdir(folder)
    if "memory.db" not in names and "journal" not in names:
        raise Broken("nothing is remembered: %r" % names)
    for name in random.sample(names, random.randint(1, len(names))):
        garbage(os.path.join(folder, name))


def pattern(s, exception, number, when=None):
    """A pattern of the person's own, whose file is of the same size each time."""
    folder = os.path.join(s.home, ".config", "remedy", "patterns")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "own.yaml")
    with open(path, "w") as f:
        f.write("- { id: own, exception: %s, summary: clock-%d, examples: [{ origin: real, stderr: \"KeyError: 1\" }] } # %s\n" %
                (exception, number, "x" * (6 - len(str(number)))))
    if when is not None:
        os.utime(path, (when, when))


def cache_rebuilt_at_once(s):
    pattern(s, "KeyError", random.randrange(10 ** 6))
    command = [s.stage + "/bin/remedy", "patterns", "list"]
    both = [subprocess.Popen(command, env=s.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in "12"]
    for one in both:
        if one.communicate()[1] or one.returncode not in (0, 1):
            raise Broken("two that rebuild the catalog at once disagree")


def no_folder(s):
    s.line("mkdir gone; cd gone; rmdir ../gone")
    s.line("python3 -c 1/0")
    s.line("cd ~")


def few_files(s):
    """`ulimit -n` in the shell itself; fish cannot do with so few of its own accord."""
    if SHELL == "fish":
        return
    s.line("ulimit -S -n %d" % random.choice([3, 4, 6, 9]))
    for said in s.line("python3 fails.py"), s.line("true; echo alive-$?"):
        if "remedy" in said or "/dev/null" in said or "duplicate" in said:
            raise Broken("something of ours is said: %r" % said)
    if "alive-0" not in said:
        raise Broken("the shell has lost its status: %r" % said)
    s.line("ulimit -S -n 256")


def clock(s):
    """The clock goes somewhere else, forwards or backwards; what is edited then is
    older or younger than its compiled form."""
    s.at(random.choice(["+0", "-1d", "+1d", "-20y", "+11y", "+60y", "-50y"]))
    written = random.randrange(10 ** 6)
    pattern(s, "KeyError", written, random.choice([0, 10 ** 9, 2 ** 31 + 5, 2 ** 32 + 5]))
    said = s.line("python3 -c '{}[1]'")
    if "remedy: clock-%d" % written not in said:
        raise Broken("the edited pattern is not the one that speaks: %r" % said)
    for command in "why", "history", "inbox":
        said = s.line("remedy %s | cat >/dev/null; echo ended" % command)
        if "ended" not in said or "remedy:" in said.replace("remedy: nothing", ""):
            raise Broken("remedy %s: %r" % (command, said))


def dates(s):
    """Every file of ours gets a date of another century."""
    for top, _, names in os.walk(s.home):
        for name in names:
            when = random.choice([0, 10 ** 9, 2 ** 31 + 5, 2 ** 32 + 5])
            os.utime(os.path.join(top, name), (when, when), follow_symlinks=False)


def mounted(s, options):
    """A file system of its own at the runtime directory, for one probe."""
    if not s.mounts or subprocess.call(["mount", "-t", "tmpfs", "-o", options, "none", s.runtime], stderr=subprocess.DEVNULL):
        return
    if "mode" in options:
        subprocess.call(["dd", "if=/dev/zero", "of=%s/filler" % s.runtime, "bs=4k"], stderr=subprocess.DEVNULL)
    s.probe()
    subprocess.call(["umount", "-l", s.runtime])


def runtime_full(s):
    mounted(s, "mode=700,size=%dk" % random.choice([4, 64, 1020]))


def runtime_read_only(s):
    mounted(s, "ro")
    os.chmod(s.runtime, 0o500)
    s.probe()
    os.chmod(s.runtime, 0o700)


def limits(s):
    limit = random.choice(["-n 4", "-f 0", "-v 60000", "-u 0"]) if SHELL != "fish" else random.choice(["-n 4", "-f 0"])
    s.line("%s -c 'ulimit %s 2>/dev/null; python3 fails.py' 2>/dev/null; true" % ("bash", limit))


def small_limits(s):
    """No file may grow, or little memory is left, in the shell itself. What the program
    says is there; the hint may be missing."""
    for limit in ["f 0"] + ["v %d" % size for size in (80000, 150000, 300000) if SHELL != "fish"]:
        if limit == "f 0" or random.random() < 0.5:
            ring_gone(s)
        s.line("ulimit -S -%s" % limit)
        s.probe()
        s.line("ulimit -S -%s unlimited" % limit[0])


def uninstalled(s):
    """All of it, and by halves."""
    for what in "", "/bin/remedy", "/lib/remedy/libremedy-capture.so", "/share/remedy":
        os.rename(s.stage + what, s.stage + ".away")
        s.probe()
        os.rename(s.stage + ".away", s.stage + what)


def upgraded(s):
    """A new binary and a new capture library in place, as install does it."""
    for name in ("bin/remedy", "lib/remedy/libremedy-capture.so"):
        path = os.path.join(s.stage, name)
        shutil.copy2(path, path + ".new")
        os.rename(path + ".new", path)
    for path in rings(s):
        if path.endswith(".ring"):  # the ring of a version before
            with open(path, "r+b") as f:
                f.write(b"remedy-ring 0")
    # the first makes place for a new ring; on a busy machine a report may run out of time
    if not any(s.probe() for _ in range(5)):
        raise Broken("no hint after an upgrade")


def home_gone(s):
    os.rename(s.home, s.home + ".away")
    s.line("python3 -c 1/0")
    os.rename(s.home + ".away", s.home)
    s.line("cd ~")


def interrupted(s):
    s.send("python3 -c 'import time; time.sleep(3)'")
    time.sleep(random.random() * 0.3)
    os.write(s.fd, b"\x03")
    s.wait()


ATTACKS = [kill_report, ring_garbage, ring_gone, ring_link, runtime_unwritable, runtime_full, runtime_read_only, cache_garbage,
           cache_rebuilt_at_once, no_folder, limits, small_limits, few_files, uninstalled, upgraded, home_gone, interrupted, dates]
CLOCK = [clock, dates, cache_garbage, ring_gone, state_garbage]


def tortured(s, attacks, rounds):
    """How many attacks there were, and how many hints came after them."""
    hints, done, attack = 0, 0, None
    try:
        if not s.probe():
            raise Broken("no hint to begin with")
        for n in range(rounds):
            if n >= len(attacks) and time.monotonic() > END:
                break
            attack = attacks[n] if n < len(attacks) else random.choice(attacks)
            attack(s)
            hints += s.probe()
            done += 1
        if not s.probe():
            raise Broken("no hint in the end")
    except Broken as e:
        raise Broken("%s: after %s: %s" % (SHELL, attack.__name__ if attack else "the start", e))
    finally:
        s.end()
    return done, hints


def main():
    # A file system that is full or read-only is mounted where nobody else sees it.
    if "TORTURE_MOUNTS" not in os.environ:
        may = os.geteuid() == 0 and subprocess.call(["unshare", "-m", "true"], stderr=subprocess.DEVNULL) == 0
        os.environ["TORTURE_MOUNTS"] = "y" if may else "n"
        os.execvp("unshare" if may else sys.executable, ["unshare", "-m"] * may + [sys.executable] + sys.argv)
    try:
        s = Session()
        done = tortured(s, ATTACKS, max(ROUNDS, len(ATTACKS)))
        print("%s: %d attacks, %d hints after them, slowest prompt %.1f s" % (SHELL, *done, s.slowest))
        if FAKETIME:
            done = tortured(Session(clock=True), CLOCK, max(ROUNDS // 10, len(CLOCK)))
            print("%s: %d steps of the clock, %d hints after them" % (SHELL, *done))
        else:
            print("%s: no libfaketime here: no steps of the clock" % SHELL)
    except Broken as e:
        print(e)
        return 1
    return 0


sys.exit(main())
