"""shell.py STAGE bash|zsh|fish ROUNDS: an interactive shell with remedy loaded,
while everything around it breaks. After each line the prompt must be back in time,
the line's own output and status must be there, and nothing else may be said but a
hint. Prints one line; status 1 and what was wrong otherwise."""

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

STAGE, SHELL, ROUNDS = sys.argv[1], sys.argv[2], int(sys.argv[3])
PROMPT = b"<ready>"
PATIENCE = 10  # seconds; a prompt that hangs is told from a slow machine
random.seed(4711)


class Broken(Exception):
    pass


class Session:
    def __init__(self):
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
        self.start()

    def environment(self):
        keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        keep.update(HOME=self.home, XDG_RUNTIME_DIR=self.runtime, TERM="xterm", LC_ALL="C.UTF-8",
                    PATH=self.stage + "/bin:" + keep["PATH"], COLUMNS="100", REMEDY_MEMORY="0")
        return keep

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
        rest = said.split("ModuleNotFoundError: No module named 'yaml_zz9'\n", 1)
        if len(rest) != 2:
            raise Broken("the program's own words are lost: %r" % said)
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


def cache_rebuilt_at_once(s):
    folder = os.path.join(s.home, ".config", "remedy", "patterns")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "own.yaml"), "w") as f:
        f.write("- { id: own-%d, exception: KeyError, summary: s, examples: [{ origin: real, stderr: \"KeyError: 'a'\" }] }\n" %
                random.randrange(10 ** 6))
    command = [s.stage + "/bin/remedy", "patterns", "list"]
    both = [subprocess.Popen(command, env=s.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in "12"]
    for one in both:
        if one.communicate()[1] or one.returncode not in (0, 1):
            raise Broken("two that rebuild the catalog at once disagree")


def no_folder(s):
    s.line("mkdir gone; cd gone; rmdir ../gone")
    s.line("python3 -c 1/0")
    s.line("cd ~")


def limits(s):
    limit = random.choice(["-n 4", "-f 0", "-v 60000", "-u 0"]) if SHELL != "fish" else random.choice(["-n 4", "-f 0"])
    s.line("%s -c 'ulimit %s 2>/dev/null; python3 fails.py' 2>/dev/null; true" % ("bash", limit))


def uninstalled(s):
    away = s.stage + ".away"
    os.rename(s.stage, away)
    s.probe()
    os.rename(away, s.stage)


def upgraded(s):
    """A new binary and a new capture library in place, as install does it."""
    for name in ("bin/remedy", "lib/remedy/libremedy-capture.so"):
        path = os.path.join(s.stage, name)
        shutil.copy2(path, path + ".new")
        os.rename(path + ".new", path)


def home_gone(s):
    os.rename(s.home, s.home + ".away")
    s.line("python3 -c 1/0")
    os.rename(s.home + ".away", s.home)
    s.line("cd ~")


def interrupted(s):
    s.send("python3 -c 'import time; time.sleep(5)'")
    time.sleep(random.random() * 0.3)
    os.write(s.fd, b"\x03")
    s.wait()


ATTACKS = [kill_report, ring_garbage, ring_gone, ring_link, runtime_unwritable, cache_garbage, cache_rebuilt_at_once,
           no_folder, limits, uninstalled, upgraded, home_gone, interrupted]


def main():
    s = Session()
    hints, attack = 0, None
    try:
        if not s.probe():
            raise Broken("no hint to begin with")
        for n in range(ROUNDS):
            attack = ATTACKS[n % len(ATTACKS)] if n < len(ATTACKS) else random.choice(ATTACKS)
            attack(s)
            hints += s.probe()
        if not s.probe():
            raise Broken("no hint in the end")
    except Broken as e:
        print("%s: after %s: %s" % (SHELL, attack.__name__ if attack else "the start", e))
        return 1
    finally:
        s.end()
    print("%s: %d attacks, %d hints after them, slowest prompt %.1f s" % (SHELL, ROUNDS, hints, s.slowest))
    return 0


sys.exit(main())
