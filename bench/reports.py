"""report: from a failure to the hint, by the size of the catalog, cold and warm; and who else answers."""
import os
import shutil
import subprocess

from figures import HERE, PYTHON, us

SIZES = (10, 1000, 10000, 100000)
# Times /bin/true. The budget is 2 for 1,000 patterns and 1.3 times that for 100,000; the built-in catalog has some 4,000,
# and its answer asks for facts that the synthetic ones do not need.
BUILT_IN = 2.2


def synthetic_module(i=2):
    """The module that the i-th synthetic pattern is about (bench/catalog-patterns)."""
    n, word = i * 7919 + 104729, ""
    while n > 0:
        word += chr(97 + n % 26)
        n //= 26
    return word


def failing_run(t, name="fetch.py", text="import cryptographie\n"):
    """A ring with one failed Python run in it, as the shell would have made it; report's arguments."""
    ring = "%s/remedy/%d-1.ring" % (t.runtime, os.getpid())
    if os.path.exists(ring):
        os.unlink(ring)
    with open(t.folder + "/" + name, "w") as f:
        f.write(text)
    captured = dict(t.env, REMEDY_CAPTURE="1:%d:%s" % (os.getpid(), ring), LD_PRELOAD=t.capture)
    with open(t.folder + "/err.log", "wb") as err:
        subprocess.run([PYTHON, name], env=captured, stderr=err, cwd=t.folder)
    return ["report", "--shell", "bash", "--run", "1", "--status", "1", "--ring", ring, "--command", "python3 " + name]


def stage(t, count):
    tree = "%s/%d" % (t.folder, count)
    for part in ("bin", "share/remedy", "lib/remedy"):
        os.makedirs(os.path.join(tree, part))
    shutil.copy(t.remedy, tree + "/bin/remedy")
    subprocess.run([HERE + "/catalog-patterns", str(count), tree + "/share/remedy/patterns"], check=True)
    subprocess.run([tree + "/bin/remedy", "patterns", "compile", tree + "/share/remedy/patterns",
                    tree + "/share/remedy/catalog.cdb"], check=True)
    return tree + "/bin/remedy"


def forget(*paths):
    """Out of the page cache, as far as nobody else has them mapped."""
    os.sync()
    for path in paths:
        fd = os.open(path, os.O_RDONLY)
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(fd)


def catalogs(t):
    programs = [t.remedy] + [stage(t, n) for n in SIZES]
    names = ["the built-in catalog"] + ["{:,} patterns".format(n) for n in SIZES]
    took = []
    report = failing_run(t)
    true, ours = t.turns(300, ["/bin/true"], [t.remedy] + report)
    unknown = t.turns(100, [programs[1]] + report)[0]
    # Now a failure that every synthetic catalog knows.
    report = failing_run(t, text="import %s\n" % synthetic_module())
    true_again, *took = t.turns(300, ["/bin/true"], *[[p] + report for p in programs[1:]])
    true = min(true, true_again, key=lambda r: r["least"])
    took = [ours] + took
    small = took[1 + SIZES.index(1000)]
    for name, r in zip(names, took):
        against = small if name == "100,000 patterns" else true
        limit = 1.3 if against is small else BUILT_IN if r is ours else 2.0
        budget = "x%.2f%s" % (limit, " of 1,000" if against is small else "")
        ratio = r["least"] / against["least"]
        t.row("report, " + name, us(r["least"]), us(against["least"]), ratio, budget, ratio <= limit)
    t.row("report, a failure that nothing is known of (noted)", us(unknown["least"]), us(true["least"]),
          unknown["least"] / true["least"])
    for name, r, program in zip(names, took, programs):
        catalog = os.path.dirname(program) + "/../share/remedy/catalog.cdb"
        cold = []
        for _ in range(5):
            forget(program, catalog)
            cold.append(t.turns(1, [program] + report)[0]["least"])
        t.row("report, %s: cold cache" % name, us(min(cold)), us(r["least"]), min(cold) / r["least"])
        t.row("report, %s: peak memory" % name, "%.1f MB" % (r["memory"] / 1024), "%.1f MB" % (true["memory"] / 1024),
              None, "8 MB", r["memory"] <= 8 * 1024)
        t.row("report, %s: page faults" % name, "%d" % r["faults"], "%d" % true["faults"])


def long_text(t):
    """A mebibyte of error lines before the traceback, as a build may print."""
    report = failing_run(t, "noisy.py", "import sys\nfor i in range(16000):\n"
                         "    sys.stderr.write('error: something failed in file %d.c: not found, Error 1\\n' % i)\n"
                         "import cryptographie\n")
    true, r = t.turns(30, ["/bin/true"], [t.remedy] + report)
    t.row("report, the ring full of error lines", us(r["least"]), us(true["least"]), None, "50000 µs",
          r["least"] <= 50000)


def remembering(t):
    """report with 100,000 failures remembered, beside the same with none."""
    report = failing_run(t)
    home = t.folder + "/remembering"
    os.mkdir(home)
    with_memory, without = dict(t.env, HOME=home), dict(t.env, REMEDY_MEMORY="0")
    while not os.path.exists(home + "/.local/state/remedy/journal"):  # not where it was too late
        subprocess.run([t.remedy] + report, env=with_memory, cwd=t.folder, capture_output=True)
    subprocess.run([HERE + "/remember", t.build, home], check=True)
    r, = t.turns(300, [t.remedy] + report, env=with_memory)
    floor, = t.turns(300, [t.remedy] + report, env=without)
    t.row("report, 100,000 failures remembered (beside none)", us(r["least"]), us(floor["least"]),
          r["least"] / floor["least"], "x1.20", r["least"] <= 1.2 * floor["least"])
    if shutil.which("strace"):
        said = subprocess.run(["strace", "-f", "-qq", "-e", "trace=execve,clone,clone3,fork,vfork", t.remedy] + report,
                              env=with_memory, cwd=t.folder, capture_output=True, text=True).stderr
        started = sum(line.lstrip("[pid 0123456789]").startswith(("clone", "fork", "vfork")) for line in said.splitlines())
        t.row("report, 100,000 failures remembered: processes started", "%d" % started, "0", None, "0", started == 0)


def instructions(t):
    """Counted, so that they hold on a busy machine; tests/cli/instructions.bats holds the bounds."""
    if shutil.which("valgrind") is None:
        return t.skip("instructions: no valgrind")
    report = None
    bounds = dict(line.split() for line in open(HERE + "/instructions") if line[0] not in "#\n")
    for name in bounds:
        if name.startswith("prompt-") and not os.path.exists("/usr/bin/" + name.split("-")[1]):
            continue
        said = subprocess.run([HERE + "/count-instructions", t.build, name], capture_output=True, text=True).stdout
        counted, bound = int(said.split()[-1]), int(bounds[name])
        report = report or counted
        floor, ratio = ("{:,}".format(report), counted / report) if name == "report-remembering" else ("", None)
        what = name + (": remedy adds" if name.startswith("prompt-") else "")
        t.row(what + ", instructions", "{:,}".format(counted), floor, ratio, "{:,}".format(bound), counted <= bound)


def install(t, program, package):
    """A peer that Debian has, where this machine may install it."""
    if os.path.exists(program):
        return True
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get"):
        subprocess.run(sudo + ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", package],
                       env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"), stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not os.path.exists(program):
        t.skip("%s: not here, and not to be installed" % package)
    return os.path.exists(program)


def peers(t):
    report = failing_run(t)
    if install(t, "/usr/bin/thefuck", "thefuck"):
        env = dict(t.env, TF_SHELL="bash", TF_ALIAS="fuck", THEFUCK_REQUIRE_CONFIRMATION="false", PYTHONIOENCODING="utf-8")
        ours, theirs = t.turns(5, [t.remedy] + report, ["/usr/bin/thefuck", "python3", "fetch.py"], env=env)
        t.row("the same failure: report, beside thefuck", us(ours["least"]), us(theirs["least"]),
              ours["least"] / theirs["least"])
    if install(t, "/usr/lib/command-not-found", "command-not-found"):
        ours, theirs = t.turns(20, [t.remedy, "not-found", "pythn"],
                               ["/usr/lib/command-not-found", "--no-failure-msg", "pythn"])
        t.row("the same word: not-found, beside command-not-found", us(ours["least"]), us(theirs["least"]),
              ours["least"] / theirs["least"])


def measure(t):
    catalogs(t)
    long_text(t)
    remembering(t)
    instructions(t)
    peers(t)


