"""hostile.py FOLDER: every example of the catalog with what stands in quotes in it, and
what a traceback names as file and source, replaced by texts that attack a terminal, a
prompt, a shell or a reader's eyes. Writes them into FOLDER, a file each, has remedy
explain them in every form, and fails where one of them shows or does something."""

import glob
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree

import yaml

FOLDER = sys.argv[1]
HOSTILE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
PAYLOADS = [
    "\x1b[2J\x1b]0;OWNED\x07\x1b]52;c;b3duZWQ=\x07",
    "a\u202eb\u2066c\u200bd\u2028e\x9b2Jf\x7f\x08\x08",
    "$(printf OWN)ED`printf OWN`ED;printf OWNED;|printf OWNED&&printf OWNED #{a,b}*~",
    "\"; printf OWNED; \"$(printf OWN)ED\\",
    "x'; printf OWNED; 'y",
    "%F{red}%{\\[\\e[31m\\]\\u\\h!!!-1^old^new$PS1",
    "-rf",
    "--config=/x",
    "../../etc/passwd\\\n",
]
QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`|‘[^’\n]*’")


def examples():
    for path in sorted(glob.glob("patterns/**/*.yaml", recursive=True)):
        with open(path, encoding="utf-8") as f:
            entries = yaml.load(f, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict):
                for example in entry.get("examples") or []:
                    yield example["stderr"]


def explained(form):
    result = subprocess.run(["remedy", "explain", "--format", form, "texts"], cwd=FOLDER, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, check=False)
    assert result.returncode == 0 and not result.stderr, (form, result.returncode, result.stderr[:300])
    text = result.stdout.decode("utf-8")
    found = HOSTILE.search(text)
    assert not found, (form, text[max(0, found.start() - 200):found.end() + 20])
    return text


def proposed(hints):
    for hint in hints:
        for fix in hint["fixes"]:
            if fix.get("command"):
                yield fix["command"]


def inert(shell, commands):
    """Expanded as arguments: nothing of what was put in does anything."""
    script = "".join("printf '%%s\\n' %s\n" % c for c in commands) + "printf 'all %s\\n' read\n"
    result = subprocess.run(shell, input=script.encode(), cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env={"PATH": "/nonexistent", "HOME": FOLDER}, check=False)
    said = result.stdout.decode("utf-8", "replace") + result.stderr.decode("utf-8", "replace")
    for line in said.splitlines():
        assert "OWNED" not in line.replace("printf OWNED", ""), (shell[0], line)
    assert "all read\n" in said, (shell[0], said[-300:])
    assert "syntax error" not in said and "parse error" not in said, (shell[0], said[-300:])


def main():
    os.mkdir(FOLDER + "/texts")
    count = 0
    for n, stderr in enumerate(examples()):
        payload = PAYLOADS[n % len(PAYLOADS)]
        text = QUOTED.sub(lambda m: m[0][0] + payload + m[0][-1], stderr)
        if text != stderr:
            with open("%s/texts/%05d" % (FOLDER, count), "w", encoding="utf-8", newline="") as f:
                f.write(text)
            count += 1
    for form in ("text", "github"):
        explained(form)
    json.loads(explained("json"))
    failures = [json.loads(line) for line in explained("jsonl").split("\n") if line]
    hints = [f["hint"] for f in failures if f["hint"]]
    json.loads(explained("sarif"))
    xml.etree.ElementTree.fromstring(explained("junit"))
    commands = sorted(set(proposed(hints)))
    for shell in (["bash", "--noprofile", "--norc", "-r"], ["zsh", "-f", "-r"]):
        program = shutil.which(shell[0])
        if program:
            inert([program] + shell[1:], commands)
    print("%d hostile texts, %d failures, %d hints, %d commands" % (count, len(failures), len(hints), len(commands)))
    assert len(hints) > 500 and len(commands) > 100


main()
