"""edits.py BUILD [COUNT [PYTHON…]]: applies what remedy would change in the programs of
tests/failures/programs that fail, each in a copy, and runs them again. Ends in 1 if the
same failure comes again, or if the changed line is one that Python cannot read. COUNT: no
more than so many edits, from all over the folder, always the same ones."""

import glob
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LIMIT = 10
PROCESSOR_LIMIT = 3  # what is mended may run for ever
SYNTAX = ("SyntaxError", "IndentationError", "TabError")
REMEDY = os.path.join(os.path.abspath(sys.argv[1]), "bin", "remedy")
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2] != "0" else None
PYTHONS = sys.argv[3:] or ["/usr/bin/python3"]


def failure(python, folder):
    """The last line of what the program in the folder prints, the line of app.py it is
    about, and all of it; None if it does not fail in time."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen([python, "app.py"], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run:
        resource.prlimit(run.pid, resource.RLIMIT_CPU, (PROCESSOR_LIMIT, PROCESSOR_LIMIT + 1))
        try:
            written = run.communicate(timeout=LIMIT)[1]
        except subprocess.TimeoutExpired:
            run.kill()
            return None
    text = written.decode("utf-8", "replace")
    lines = [line for line in text.split("\n") if line.strip()]
    if run.returncode in (0, -signal.SIGXCPU) or not lines:
        return None
    places = re.findall(r'^ *File "[^"\n]*app\.py", line (\d+)', text, re.MULTILINE)
    return lines[-1], int(places[-1]) if places else 0, written, run.returncode


def preferred(python, folder, failed):
    """The first fix of the best hint, if it is an edit."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8"}
    said = subprocess.run([REMEDY, "explain", "--local", "--format", "json", "--command",
                           "%s app.py" % os.path.basename(python), "--status", str(failed[3]), "-"],
                          cwd=folder, env=environment, input=failed[2], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout
    hints = json.loads(said)["hints"] if said.strip() else []
    fix = hints[0]["fixes"][0] if hints and hints[0]["fixes"] else {}
    if fix.get("kind") != "edit" or os.path.basename(fix["file"]) != "app.py":
        return None
    return hints[0]["id"], fix


def applied(text, fix):
    """The text after the change; None if there is nothing to be changed."""
    lines, at = text.split("\n"), fix["line"] - 1
    if not 0 <= at < len(lines) or fix["before"] not in lines[at]:
        return None
    if fix["before"] == "":
        lines.insert(at, fix["after"])
    else:
        lines[at] = lines[at].replace(fix["before"], fix["after"], 1)
    return "\n".join(lines)


def tried(python, program):
    """What is wrong with the edit of the program, "" for nothing; None if there is none."""
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "app.py")
        shutil.copy(program, copy)
        before = failure(python, folder)
        found = before and preferred(python, folder, before)
        if not found:
            return None
        pattern, fix = found
        with open(copy, encoding="utf-8", errors="surrogateescape", newline="") as file:
            text = file.read()
        # some imitate a library, whose error stays where it is raised
        source = text.split("\n")[before[1] - 1].lstrip()
        if source.startswith("raise ") and before[0].partition(": ")[2][:30] in source:
            return None
        changed = applied(text, fix)
        if changed is None:
            what = "it is not in line %d" % fix["line"]
        else:
            with open(copy, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
                file.write(changed)
            after = failure(python, folder)
            inserted = fix["before"] == ""
            if after is None:
                return ""
            # Python tells of one error in its grammar at a time: another line may have the next
            if after[0].startswith(SYNTAX) and after[1] in range(fix["line"], fix["line"] + fix["after"].count("\n") + 1 + inserted):
                what = "then %s" % after[0]
            elif after[0] == before[0] and after[1] == before[1] + inserted * (1 + fix["after"].count("\n")):
                what = "the same again"
            else:
                return ""
    return "%s, %s (%s): %s; %r -> %r in %s" % (os.path.basename(program), pattern, os.path.basename(os.path.dirname(program)),
                                               what, fix["before"], fix["after"], before[0][:160])


def likely():
    """The ids of patterns that have an edit first: programs are named after them."""
    found = set()
    for path in glob.glob(os.path.join(TOP, "patterns", "**", "*.yaml"), recursive=True):
        with open(path, encoding="utf-8") as file:
            for block in file.read().split("\n- id: ")[1:]:
                fixes = re.search(r"\n  fixes:\n    - ((?:.*\n      )*.*)", block)
                if fixes and re.search(r"(?:^|\n *)edit:", fixes[1]):
                    found.add(block.split("\n")[0].split("#")[0].strip())
    return found


def main():
    programs = sorted(glob.glob(os.path.join(TOP, "tests", "failures", "programs", "*", "*.py")))
    if COUNT:
        ids = likely()
        programs = [p for p in programs if re.sub(r"(-\d+)?\.py$", "", os.path.basename(p)) in ids]
        random.Random(7).shuffle(programs)
    edits, wrong = 0, []
    for python in PYTHONS:
        with ThreadPoolExecutor(2) as pool:
            for begin in range(0, len(programs), 20):
                for said in pool.map(lambda p, python=python: tried(python, p), programs[begin:begin + 20]):
                    edits += said is not None
                    wrong += [said] if said else []
                if COUNT and edits >= COUNT:
                    break
    for line in wrong:
        print(line)
    print("%d edits made, %d wrong" % (edits, len(wrong)))
    sys.exit(1 if wrong or not edits else 0)


main()
