"""explain on logs: by size, by failures in them, by patterns, by the longest line; beside grep and ripgrep."""
import os
import shutil

import reports

LINE = "2026-03-04T05:06:07.890Z INFO worker-%d request served in 12 ms path=/api/v1/items/%d status=200\n"
FAILURE = """Traceback (most recent call last):
  File "/home/ada/app/fetch.py", line %d, in <module>
    import module_%d
ModuleNotFoundError: No module named 'module_%d'
"""
MB = 1000 * 1000


def write_log(path, size, failures):
    chunk = "".join(LINE % (i % 16, i) for i in range(10000))
    every = size // (failures + 1)
    with open(path, "w") as f:
        if failures <= 1:
            written = 0
            while written < size:
                if failures == 1 and written <= size // 2 < written + len(chunk):
                    f.write(FAILURE % (1, 1, 1))
                f.write(chunk)
                written += len(chunk)
            return
        piece = chunk[:chunk.rindex("\n", 0, max(every - 200, 200)) + 1] if every < len(chunk) else chunk
        for i in range(failures):
            f.write(FAILURE % (i, i % 100, i % 100))
            for _ in range(max(1, every // len(piece))):
                f.write(piece)


def seconds(t, argv):
    """Processor seconds, the least of three."""
    return min(t.turns(1, argv)[0]["processor"] for _ in range(3)) / 1e6


def counted(program, log):
    # Through a pipe: into /dev/null grep would stop at the first hit.
    return ["/bin/sh", "-c", '"$0" -c Error "$1" | cat', program, log]


def rate(size, spent):
    return "%.2f GB/s" % (size / max(spent, 1e-6) / 1e9)


def sizes(t):
    grep, rg = shutil.which("grep", path="/usr/bin:/bin"), "/usr/bin/rg"
    ripgrep = reports.install(t, rg, "ripgrep")
    log = t.folder + "/big.log"
    for size in (10 * MB, 100 * MB, 1000 * MB):
        bare = None
        for failures in (0, 1, 10000):
            write_log(log, size, failures)
            real = os.path.getsize(log)
            ours = seconds(t, [t.remedy, "explain", log])
            floor = seconds(t, counted(grep, log))
            name = "explain, %d MB, %s failure%s" % (size // MB, "{:,}".format(failures), "" if failures == 1 else "s")
            budget = "1 GB/s" if failures == 0 and size >= 1000 * MB else ""
            t.row(name + " (beside grep -c)", rate(real, ours), rate(real, floor), ours / floor, budget,
                  real / max(ours, 1e-6) >= 1e9)
            bare = bare or ours
            if failures == 10000:
                t.row(name + ", each", "%d µs" % ((ours - bare) * 1e6 / failures))
            if ripgrep and failures == 0:
                t.row(name + " (beside ripgrep)", rate(real, ours), rate(real, seconds(t, counted(rg, log))))
    os.unlink(log)


def shapes(t):
    log = t.folder + "/some.log"
    write_log(log, 10 * MB, 1000)
    base = None
    for count in (10, 1000, 100000):
        program = "%s/%d/bin/remedy" % (t.folder, count)
        spent = seconds(t, [program, "explain", log])
        base = base or spent
        t.row("explain, 10 MB, 1,000 failures, {:,} patterns".format(count), "%d ms" % (spent * 1000),
              "%d ms" % (base * 1000), spent / base)
    base = None
    for length in (100, 10 * 1000, 1000 * 1000, 50 * MB):
        with open(log, "w") as f:
            for _ in range(max(1, 50 * MB // length)):
                f.write("x" * (length - 1) + "\n")
            f.write(FAILURE % (1, 1, 1))
        spent = seconds(t, [t.remedy, "explain", log])
        base = base or spent
        t.row("explain, 50 MB in lines of {:,} bytes".format(length), "%d ms" % (spent * 1000), "%d ms" % (base * 1000),
              spent / base, "x3.00 of lines", spent <= 3 * base)
    os.unlink(log)


# Texts that open something and never close it, and one endless chain.
HOSTILE = (
    ("headers without a traceback", "Traceback (most recent call last):\n"),
    ("frames without an exception", '  File "a.py", line 3, in f\n    g()\n'),
    ("one chain", FAILURE % (1, 1, 1) + "\nDuring handling of the above exception, another exception occurred:\n\n"),
    ("groups that do not end", "  + Exception Group Traceback (most recent call last):\n  | ExceptionGroup: x\n  +-+- 1 -\n"),
    ("a line that is written over", "Error 3%|###   | 1/9\r"),
)


def linear(t):
    log = t.folder + "/hostile.log"
    for name, piece in HOSTILE:
        spent = {}
        for size in (1 * MB, 10 * MB, 100 * MB):
            with open(log, "w") as f:
                for _ in range(size // MB):
                    f.write(piece * (MB // len(piece)))
            spent[size] = seconds(t, [t.remedy, "explain", log]) / size
        for size, before in ((10 * MB, 1 * MB), (100 * MB, 10 * MB)):
            ratio = spent[size] / spent[before]
            t.row("explain, %s: %d MB beside %d MB, a byte" % (name, size // MB, before // MB),
                  "%.2f ns" % (spent[size] * 1e9), "%.2f ns" % (spent[before] * 1e9), ratio, "x1.50", ratio <= 1.5)
    os.unlink(log)


def measure(t):
    sizes(t)
    linear(t)
    shapes(t)
