"""What a prompt costs: lines typed ahead into an interactive shell on a terminal of its own. Counted is
the shell's own processor time (to the nanosecond, from /proc) and the processes that it started."""
import os
import pty
import re
import select
import shutil
import signal
import time

from figures import PYTHON, us

LINES = [("nothing typed", "", 300), ("a builtin", ":", 300), ("a program that succeeds", "/bin/true", 150),
         ("a Python run that succeeds", PYTHON + " -S -c 0", 30), ("a program that fails", "/bin/false", 150)]
NEIGHBOUR_LINES = {"a builtin", "a program that fails"}
BUDGET = 40  # µs of the shell's own work
MARK = "the-end-of-the-lines"
PREEXEC = r"""
__b_installed=
__b_debug() { [ -n "$__b_installed" ] && [ -z "$COMP_LINE" ] && [ "$BASH_COMMAND" != __b_prompt ] && __b_ran=$BASH_COMMAND; return 0; }
__b_prompt() { local status=$?; __b_ran=; return $status; }
trap __b_debug DEBUG
PROMPT_COMMAND=__b_prompt
__b_installed=1
"""


def rc_text(t, shell, kind):
    if kind == "remedy":
        return "%s init fish | source\n" % t.remedy if shell == "fish" else 'eval "$(%s init %s)"\n' % (t.remedy, shell)
    if kind == "direnv":
        return "direnv hook fish | source\n" if shell == "fish" else 'eval "$(direnv hook %s)"\n' % shell
    if kind == "zoxide":
        return "zoxide init fish | source\n" if shell == "fish" else 'eval "$(zoxide init %s)"\n' % shell
    return PREEXEC if kind == "preexec" else ""


def command(t, shell, kind):
    home = "%s/%s.%s" % (t.folder, shell, kind)
    os.makedirs(home, exist_ok=True)
    rc = home + "/.zshrc"
    with open(rc, "w") as f:
        f.write(("" if shell == "fish" else "PS1='$ '\nunset HISTFILE\n") + rc_text(t, shell, kind))
    return {"bash": ["/bin/bash", "--noprofile", "--rcfile", rc, "-i"],
            "zsh": ["/usr/bin/zsh", "-d", "-i"],
            "fish": ["/usr/bin/fish", "--no-config", "-i", "-C", "source " + rc]}[shell], dict(t.env, ZDOTDIR=home)


def spent(pid):
    """Nanoseconds on a processor."""
    return int(open("/proc/%d/schedstat" % pid).read().split()[0])


class Session:
    def __init__(self, argv, env, folder):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execve(argv[0], argv, env)
        self.seen = ""

    def type(self, text, wanted, count=1, seconds=60):
        """Types all of it at once, and reads until `wanted` has been printed `count` times."""
        data, end = text.encode(), time.monotonic() + seconds
        self.seen = ""
        while self.seen.count(wanted) < count:
            if time.monotonic() > end:
                raise TimeoutError(wanted)
            readable, writable, _ = select.select([self.fd], [self.fd] if data else [], [], 1)
            if writable:
                data = data[os.write(self.fd, data[:512]):]
            if readable:
                self.seen = (self.seen + os.read(self.fd, 65536).decode(errors="replace"))[-100000:]

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def mark(number):
    # What is printed is not what is typed, so that an echo is not taken for it.
    return "echo %s-$((0+%d))\n" % (MARK, number), "%s-%d" % (MARK, number)


def mark_of(shell, number):
    typed, printed = mark(number)
    return (typed.replace("$((0+%d))" % number, "(math 0+%d)" % number) if shell == "fish" else typed), printed


def microseconds(t, shell, kind, line, count):
    argv, env = command(t, shell, kind)
    s = Session(argv, env, t.folder)
    try:
        s.type(*mark_of(shell, 1))
        s.type((line + "\n") * 10 + mark_of(shell, 2)[0], mark_of(shell, 2)[1])
        before = spent(s.pid)
        typed, printed = mark_of(shell, 3)
        s.type((line + "\n") * count + typed, printed)
        return (spent(s.pid) - before) / 1000 / count
    finally:
        s.close()


def processes(t, shell, kind, line, count=5):
    """Processes that the shell makes at a prompt, by strace; of them those that the line asks for are the floor."""
    argv, env = command(t, shell, kind)
    log = t.folder + "/processes"
    s = Session(["/usr/bin/strace", "-f", "-qq", "-o", log, "-e", "signal=none", "-e",
                 "trace=clone,clone3,fork,vfork"] + argv, env, t.folder)
    try:
        s.type(*mark_of(shell, 1))
        made = lambda: sum(1 for l in open(log) if re.search(r"(clone3?|v?fork)\(", l) and "CLONE_THREAD" not in l)
        before = made()
        typed, printed = mark_of(shell, 2)
        s.type((line + "\n") * count + typed, printed)
        return (made() - before) / count
    finally:
        s.close()


def best(t, shell, kinds, line, count):
    """The least of three rounds in which the kinds take turns; fish is slow to read what is typed ahead."""
    least = dict.fromkeys(kinds, 1e9)
    for _ in range(3):
        for kind in kinds:
            least[kind] = min(least[kind], microseconds(t, shell, kind, line, count // (4 if shell == "fish" else 1)))
    return least


def prompts(t):
    strace = os.path.exists("/usr/bin/strace")
    if not strace:
        t.skip("processes at a prompt: no strace")
    for shell in ("bash", "zsh", "fish"):
        if shutil.which(shell, path="/bin:/usr/bin") is None:
            t.skip("prompts of %s: not here" % shell)
            continue
        others = [n for n in ("direnv", "zoxide") if shutil.which(n, path=t.env["PATH"])]
        others += ["preexec"] if shell == "bash" else []
        for what, line, count in LINES:
            kinds = ["plain", "remedy"] + (others if what in NEIGHBOUR_LINES else [])
            try:
                least = best(t, shell, kinds, line, count)
            except (TimeoutError, OSError) as e:
                t.skip("%s, %s: the session broke off (%s)" % (shell, what, e))
                continue
            added = {k: least[k] - least["plain"] for k in kinds}
            started = {k: processes(t, shell, k, line) for k in kinds} if strace else {}
            for kind in kinds[1:]:
                more = "" if not started else ", %+g processes" % (started[kind] - started["plain"])
                name = "%s, %s: %s adds%s" % (shell, what, kind, more)
                if kind != "remedy":
                    t.row(name, us(added[kind]), us(least["plain"]))
                    continue
                good = added[kind] <= BUDGET and (not started or started[kind] <= started["plain"])
                t.row(name, us(added[kind]), us(least["plain"]), None, us(BUDGET), good)


def starts(t):
    for shell in ("bash", "zsh", "fish"):
        if shutil.which(shell, path="/bin:/usr/bin") is None:
            continue
        both = []
        for kind in ("plain", "remedy"):
            argv, env = command(t, shell, kind)
            argv = argv[:-1] + ["-i", "-c", ":"] if shell != "fish" else argv + ["-c", ":"]
            both.append((argv, env))
        true, before, after = [1e9] * 3
        for _ in range(3):
            true = min(true, t.turns(20, ["/bin/true"])[0]["least"])
            before = min(before, t.turns(20, both[0][0], env=both[0][1])[0]["least"])
            after = min(after, t.turns(20, both[1][0], env=both[1][1])[0]["least"])
        limit = 3 * true + 3000
        t.row("%s, start: what init adds" % shell, us(after - before), us(before), None, us(limit),
              after - before <= limit)


def measure(t):
    prompts(t)
    starts(t)
