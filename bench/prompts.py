"""What a prompt costs: lines typed ahead into an interactive shell on a terminal of its own. Counted is
the shell's own processor time (to the nanosecond, from /proc), the pages it had to be given, and the processes
that it started. Beside remedy stand hooks that keep the status and do nothing: what any hook costs here. After a
child the kernel gives the shell each page anew that it writes to, so that no hook at all costs as little as it
does after a builtin."""
import os
import pty
import re
import select
import shutil
import signal
import time

from figures import PYTHON, us

RUN = PYTHON + " -S -c 0"
LINES = [("nothing typed", "", 300), ("a builtin", ":", 300), ("a program that succeeds", "/bin/true", 150),
         ("a Python run that succeeds", RUN, 60), ("a program that fails", "/bin/false", 150)]
NEIGHBOUR_LINES = {"a builtin", "a program that fails"}
BUDGET = 40  # µs of the shell's own work
# On a machine where hooks that do nothing come near to that: theirs, and so much more.
MORE_THAN_EMPTY_BUILTIN = 10
# Behind a child the shell pays for every page that it writes to; empty hooks, which do nothing, take 50 to 70 µs
# there. Allowed is theirs and so much more; of a Python run, which is captured, so many times what the shell itself
# needs for the run. Each would be missed by what takes 30 % more than remedy does (docs/shells.md).
MORE_THAN_EMPTY = 60
OF_THE_SHELL = {"bash": 1.7, "zsh": 0.75}
OF_EMPTY_IN_FISH = 16  # times, of a Python run in the loop
PAGES_MORE = {("bash", False): 42, ("bash", True): 80, ("zsh", False): 9, ("zsh", True): 25}  # than empty hooks; True: a run
MARK = "the-end-of-the-lines"
PREEXEC = r"""
__b_installed=
__b_debug() { [ -n "$__b_installed" ] && [ -z "$COMP_LINE" ] && [ "$BASH_COMMAND" != __b_prompt ] && __b_ran=$BASH_COMMAND; return 0; }
__b_prompt() { local status=$?; __b_ran=; return $status; }
trap __b_debug DEBUG
PROMPT_COMMAND=__b_prompt
__b_installed=1
"""
EMPTY = {"bash": """
__b_debug() { return 0; }
__b_prompt() { local s=$?; return $s; }
trap '__b_debug "$_"' DEBUG
PROMPT_COMMAND=__b_prompt
""", "zsh": """
__b_preexec() { local s=$?; return $s; }
__b_precmd() { local s=$?; return $s; }
autoload -Uz add-zsh-hook
add-zsh-hook preexec __b_preexec
add-zsh-hook precmd __b_precmd
""", "fish": """
function __b_preexec --on-event fish_preexec; set -l s $status; return $s; end
function __b_postexec --on-event fish_postexec; set -l s $status; return $s; end
"""}


def rc_text(t, shell, kind):
    if kind == "empty hooks":
        return EMPTY[shell]
    if kind == "remedy":
        return "%s init fish | source\n" % t.remedy if shell == "fish" else 'eval "$(%s init %s)"\n' % (t.remedy, shell)
    if kind == "direnv":
        return "direnv hook fish | source\n" if shell == "fish" else 'eval "$(direnv hook %s)"\n' % shell
    if kind == "zoxide":
        return "zoxide init fish | source\n" if shell == "fish" else 'eval "$(zoxide init %s)"\n' % shell
    return PREEXEC if kind == "preexec" else ""


def command(t, shell, kind):
    home = "%s/%s.%s" % (t.folder, shell, kind.replace(" ", "-"))
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


def pages(pid):
    """Minor page faults."""
    return int(open("/proc/%d/stat" % pid).read().rsplit(")", 1)[1].split()[7])


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


def measured(t, shell, kind, warm, text, count):
    """Microseconds and pages of one of the `count` prompts of `text`, typed behind `warm`."""
    argv, env = command(t, shell, kind)
    s = Session(argv, env, t.folder)
    try:
        s.type(*mark_of(shell, 1))
        s.type(warm + mark_of(shell, 2)[0], mark_of(shell, 2)[1])
        time_before, pages_before = spent(s.pid), pages(s.pid)
        typed, printed = mark_of(shell, 3)
        s.type(text + typed, printed)
        return (spent(s.pid) - time_before) / 1000 / count, (pages(s.pid) - pages_before) / count
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


def best(t, shell, kinds, warm, text, count, good):
    """The least of rounds in which the kinds take turns; of more rounds where that is not good: a machine that others
    use too may be slow for as long as some of them take."""
    least = dict.fromkeys(kinds, (1e9, 1e9))
    for attempt in range(3):
        for _ in range(9):
            for kind in kinds:
                least[kind] = tuple(map(min, least[kind], measured(t, shell, kind, warm, text, count)))
        if good(least):
            break
    return least


def bound(shell, line, own, empty):
    if line == RUN:
        return empty + OF_THE_SHELL[shell] * own
    return empty + MORE_THAN_EMPTY if forks(line) else budget(empty)


def budget(empty):
    return max(BUDGET, empty + MORE_THAN_EMPTY_BUILTIN)


def forks(line):
    return line.startswith("/")  # not a builtin


def within(shell, line, least):
    plain, empty, ours = (least[k][0] for k in ("plain", "empty hooks", "remedy"))
    return shell == "fish" or ours - plain <= bound(shell, line, plain, empty - plain)


def typed_rows(t, shell, others):
    for what, line, count in LINES:
        kinds = ["plain", "empty hooks", "remedy"] + (others if what in NEIGHBOUR_LINES else [])
        count //= 4 if shell == "fish" else 1  # slow to read what is typed ahead
        try:
            least = best(t, shell, kinds, (line + "\n") * 10, (line + "\n") * count, count,
                         lambda least: within(shell, line, least))
        except (TimeoutError, OSError) as e:
            t.skip("%s, %s: the session broke off (%s)" % (shell, what, e))
            continue
        added = {k: least[k][0] - least["plain"][0] for k in kinds}
        started = {k: processes(t, shell, k, line) for k in kinds} if shutil.which("strace") else {}
        for kind in kinds[1:]:
            more = "" if not started else ", %+g processes" % (started[kind] - started["plain"])
            verb = "add" if kind == "empty hooks" else "adds"
            name = "%s, %s: %s %s%s" % (shell, what, kind, verb, more)
            # fish draws and colours each line that is typed: its loops tell more.
            if kind != "remedy" or shell == "fish":
                t.row(name, us(added[kind]), us(least["plain"][0]))
                continue
            limit = bound(shell, line, least["plain"][0], added["empty hooks"])
            good = added[kind] <= limit and (not started or started[kind] <= started["plain"])
            t.row(name, us(added[kind]), us(least["plain"][0]), None, us(limit), good)
        if forks(line) and shell != "fish":
            name = "%s, %s: pages written anew (beside empty hooks)" % (shell, what)
            ours, empty = least["remedy"][1], least["empty hooks"][1]
            limit = empty + PAGES_MORE[shell, line == RUN]
            t.row(name, "%.1f" % ours, "%.1f" % empty, None, "%.1f" % limit, ours <= limit)


def loop_rows(t):
    """fish's handlers in a loop, in one shell: nothing is drawn, no line is read."""
    for what, line, _ in LINES[1:]:  # no event without a line
        emitted = "emit fish_preexec '%s'; emit fish_postexec '%s'" % (line, line)
        loop = "for i in (seq %d); " + emitted + "; end\n"
        kinds = ["plain", "empty hooks", "remedy"]

        def limit_of(least):
            more = least["empty hooks"][0] - least["plain"][0]
            return OF_EMPTY_IN_FISH * more if line == RUN else budget(more)
        try:
            least = best(t, "fish", kinds, loop % 10, loop % 1000, 1000,
                         lambda least: least["remedy"][0] - least["plain"][0] <= limit_of(least))
        except (TimeoutError, OSError) as e:
            t.skip("fish, %s, in a loop: the session broke off (%s)" % (what, e))
            continue
        own, empty, ours = (least[k][0] for k in kinds)
        limit = limit_of(least)
        t.row("fish, %s, in a loop: empty hooks add" % what, us(empty - own), us(own))
        t.row("fish, %s, in a loop: remedy adds" % what, us(ours - own), us(own), None, us(limit), ours - own <= limit)


def prompts(t):
    if not shutil.which("strace"):
        t.skip("processes at a prompt: no strace")
    for shell in ("bash", "zsh", "fish"):
        if shutil.which(shell, path="/bin:/usr/bin") is None:
            t.skip("prompts of %s: not here" % shell)
            continue
        others = [n for n in ("direnv", "zoxide") if shutil.which(n, path=t.env["PATH"])]
        typed_rows(t, shell, others + (["preexec"] if shell == "bash" else []))
        if shell == "fish":
            loop_rows(t)


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
