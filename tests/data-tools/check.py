#!/usr/bin/env python3
"""Checks patterns/modules.yaml, system.yaml and stdlib.yaml: `check.py CHECK` prints what is wrong, a line each.

The three files are kept to one entry a line, so that a change of one is a change of one line. That form is read here
without a YAML library; the check `yaml` compares it with what a YAML library reads, where one is installed.
"""
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "patterns")
MANAGERS = ("apt", "dnf", "pacman", "apk", "zypper", "brew")
WORD = r'"(?:[^"\\]|\\["\\])*"|[^\s,{}\[\]"#][^,{}\[\]"#]*?'
NAME = r"[A-Za-z0-9][A-Za-z0-9+.@_-]*"


def scalar(text):
    text = text.strip()
    return text[1:-1].replace('\\"', '"') if text.startswith('"') else text


def value(text):
    """A flow map, a flow list or a scalar."""
    text = text.strip()
    if text.startswith("{"):
        inner, out = text[1:-1].strip(), {}
        for part in split(inner):
            key, colon, rest = part.partition(":")
            if not colon or key.strip() in out:
                raise ValueError("key twice or no colon: " + part)
            out[key.strip()] = value(rest)
        return out
    if text.startswith("["):
        return [scalar(part) for part in split(text[1:-1])]
    if not re.fullmatch(WORD, text):
        raise ValueError("not a plain value: " + text)
    return scalar(text)


def split(text):
    parts, depth, quoted, start = [], 0, False, 0
    for i, c in enumerate(text):
        if c == '"' and text[i - 1:i] != "\\":
            quoted = not quoted
        elif not quoted:
            depth += (c in "{[") - (c in "}]")
            if c == "," and depth == 0:
                parts.append(text[start:i])
                start = i + 1
    if depth or quoted:
        raise ValueError("not closed: " + text)
    return [p.strip() for p in parts + [text[start:]] if p.strip()]


def read(name):
    entries = []
    with open(os.path.join(ROOT, name), encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("#"):
                continue
            m = re.fullmatch(r'("?)([^\s"]+)\1:(?: (.*))?\n', line)
            if not m:
                raise SystemExit("%s:%d: not one entry on one line" % (name, number))
            try:
                entries.append((m.group(2), value(m.group(3) or '""')))
            except ValueError as why:
                raise SystemExit("%s:%d: %s" % (name, number, why))
    return entries


def as_map(entry):
    return entry if isinstance(entry, dict) else {"pypi": entry}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def order():
    for name in ("modules.yaml", "system.yaml", "stdlib.yaml"):
        keys = [key for key, _ in read(name)]
        for before, after in zip(keys, keys[1:]):
            if before == after:
                yield "%s: %s twice" % (name, after)
            elif before > after:
                yield "%s: %s after %s" % (name, after, before)


def counts():
    for name, least in (("modules.yaml", 2000), ("system.yaml", 150), ("stdlib.yaml", 400)):
        if len(read(name)) < least:
            yield "%s: fewer than %d entries" % (name, least)


def modules():
    standard = {key for key, _ in read("stdlib.yaml")}
    standard |= set(getattr(sys, "stdlib_module_names", ())) | set(sys.builtin_module_names)
    junk = {"test", "tests", "testing", "docs", "doc", "examples", "example", "utils", "util", "src", "scripts", "common",
            "config", "core", "helpers", "lib", "main", "models", "settings", "setup", "conftest", "app", "api", "server",
            "client", "data", "dataset", "agents", "tools", "plugins", "types", "benchmarks", "benchmark", "bin", "build_"}
    for key, entry in read("modules.yaml"):
        entry = as_map(entry)
        top = key.split(".")[0]
        if top in standard:
            yield "%s: a standard module" % key
        if key in junk:
            yield "%s: most likely the user's own module" % key
        if not re.fullmatch(r"[A-Za-z]\w*(\.\w+)*|_cffi_backend|_argon2_cffi_bindings", key):
            yield "%s: no import name" % key
        if not entry.get("pypi") and not entry.get("note"):
            yield "%s: neither a distribution nor a note that tells how it comes" % key
        for column, text in entry.items():
            if column not in ("pypi", "apt", "conda", "note"):
                yield "%s: unknown key %s" % (key, column)
            elif column == "pypi" and not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", text):
                yield "%s: %s is no distribution" % (key, text)
            elif column == "apt" and not re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", text):
                yield "%s: %s is no package of Debian" % (key, text)
            elif column == "conda" and not re.fullmatch(r"[a-z0-9_][a-z0-9_.-]*", text):
                yield "%s: %s is no package of conda" % (key, text)
    wanted = {"PIL": "pillow", "cv2": "opencv-python", "sklearn": "scikit-learn", "yaml": "PyYAML", "jwt": "PyJWT",
              "serial": "pyserial", "usb": "pyusb", "Crypto": "pycryptodome", "docx": "python-docx", "fitz": "PyMuPDF",
              "google.cloud.storage": "google-cloud-storage", "google.protobuf": "protobuf", "telegram": "python-telegram-bot",
              "rest_framework": "djangorestframework", "MySQLdb": "mysqlclient", "psycopg2": "psycopg2-binary",
              "attr": "attrs", "dateutil": "python-dateutil", "supabase": "supabase", "requests": "requests",
              "_cffi_backend": "cffi", "whisper": "openai-whisper", "ruamel.yaml": "ruamel.yaml", "magic": "python-magic"}
    known = dict(read("modules.yaml"))
    for key, distribution in wanted.items():
        found = as_map(known.get(key, "")).get("pypi")
        if found is None or normal(found) != normal(distribution):
            yield "%s: %s instead of %s" % (key, found, distribution)
    for key in ("apt", "apt_pkg", "rpm", "rclpy"):
        if as_map(known.get(key, "?")).get("pypi"):
            yield "%s: no index has it" % key
    # Never: names of which the index has something else, under a name that is tempting.
    wrong = {"sklearn", "bs4", "jwt", "serial", "dotenv", "docx", "fitz", "telegram", "slugify", "github", "gitlab", "apt", "cv2",
             "pycrypto", "whisper", "community", "crypto", "opencv", "python-opencv", "pil", "usb", "magic", "discord", "bcc"}
    for key, entry in read("modules.yaml"):
        if normal(as_map(entry).get("pypi", "")) in wrong:
            yield "%s: %s is the wrong distribution" % (key, as_map(entry)["pypi"])


def system():
    owner = {}
    for key, entry in read("system.yaml"):
        runtime = entry.get("runtime", {})
        for column in entry:
            if column not in MANAGERS + ("runtime", "headers", "pkgconfig", "libraries", "tools"):
                yield "%s: unknown key %s" % (key, column)
        for manager, names in list(runtime.items()) + [(m, entry[m]) for m in MANAGERS if m in entry]:
            if manager not in MANAGERS:
                yield "%s: unknown package manager %s" % (key, manager)
            shape = r"[a-z0-9][a-z0-9+.-]+" if manager == "apt" else NAME
            for name in names.split(" "):
                if not re.fullmatch(shape, name):
                    yield "%s: %s is no package of %s" % (key, name, manager)
        if not runtime and not any(m in entry for m in MANAGERS):
            yield "%s: no package at all" % key
        for kind in ("headers", "pkgconfig", "libraries", "tools"):
            for name in entry.get(kind, []):
                if owner.setdefault((kind, name), key) != key:
                    yield "%s: %s is also in %s" % (key, name, owner[kind, name])
                if kind == "libraries" and not re.search(r"\.so(\.\d\w*)*$", name):
                    yield "%s: %s is no soname" % (key, name)
    for kind, name, apt in (("headers", "ffi.h", "libffi-dev"), ("headers", "Python.h", "python3-dev"),
                            ("libraries", "libGL.so.1", "libgl1"), ("libraries", "libgthread-2.0.so.0", "libglib2.0-0"),
                            ("tools", "gcc", "gcc"), ("tools", "pg_config", "libpq-dev"), ("pkgconfig", "cairo", "libcairo2-dev"),
                            ("libraries", "libxcb-cursor.so.0", "libxcb-cursor0"), ("tools", "cargo", "cargo")):
        entry = dict(read("system.yaml")).get(owner.get((kind, name)), {})
        found = entry.get("runtime", {}).get("apt", entry.get("apt")) if kind == "libraries" else entry.get("apt")
        if found != apt:
            yield "%s: %s instead of %s" % (name, found, apt)


def stdlib():
    entries = dict((key, entry or {}) for key, entry in read("stdlib.yaml"))
    libraries = {key for key, _ in read("system.yaml")}
    distributions = {normal(as_map(entry).get("pypi", "")) for _, entry in read("modules.yaml")}
    # Distributions that bring a standard module back, or forward, under its own name: modules.yaml cannot have them.
    distributions |= {"legacy-cgi", "audioop-lts", "legacycrypt", "pyasynchat", "pyasyncore", "futures", "enum34", "dataclasses",
                      "contextvars", "configparser", "faulthandler", "ipaddress", "statistics", "typing", "python2-secrets",
                      "selectors2", "graphlib-backport", "backports-zstd", "backports-zoneinfo", "backports-lzma", "taskgroup",
                      "berkeleydb"}
    for key, entry in entries.items():
        for column, text in entry.items():
            if column not in ("added", "removed", "replacement", "library", "debian", "python2"):
                yield "%s: unknown key %s" % (key, column)
        for column in ("added", "removed"):
            if column in entry and not re.fullmatch(r"3\.\d{1,2}", entry[column]):
                yield "%s: %s is no version" % (key, entry[column])
        if "library" in entry and entry["library"] not in libraries:
            yield "%s: %s is not in system.yaml" % (key, entry["library"])
        if "debian" in entry and not re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", entry["debian"]):
            yield "%s: %s is no package of Debian" % (key, entry["debian"])
        if entry.get("python2", "true") != "true" or ("python2" in entry and entry.get("removed") != "3.0"):
            yield "%s: python2 goes with removed 3.0" % key
        other = entry.get("replacement")
        if other is not None and other not in entries and normal(other) not in distributions and not other.startswith("standard-"):
            yield "%s: its replacement %s is neither a standard module nor a known distribution" % (key, other)
    # What the running interpreter says of itself.
    minor = "%d.%d" % sys.version_info[:2]
    at = lambda v: tuple(int(n) for n in v.split("."))
    for name in getattr(sys, "stdlib_module_names", ()):
        if re.match(r"_(test|xx|frozen_|sysconfigdata)|xx|__", name):
            continue
        entry = entries.get(name)
        if entry is None:
            if at(minor) <= (3, 14):
                yield "%s: Python %s has it, stdlib.yaml does not" % (name, minor)
        elif "removed" in entry and at(entry["removed"]) <= at(minor):
            yield "%s: removed in %s, but Python %s has it" % (name, entry["removed"], minor)
        elif "added" in entry and at(entry["added"]) > at(minor):
            yield "%s: added in %s, but Python %s has it" % (name, entry["added"], minor)
    if hasattr(sys, "stdlib_module_names"):
        for name, entry in entries.items():
            there = at(entry.get("added", "2.7")) <= at(minor) < at(entry.get("removed", "9.0"))
            if there and "." not in name and name not in sys.stdlib_module_names and name not in ("test", "_wmi"):
                yield "%s: stdlib.yaml says that Python %s has it" % (name, minor)


def yaml():
    try:
        import yaml as library
    except ImportError:
        print("no YAML library here: not compared", file=sys.stderr)
        return
    loader = getattr(library, "CBaseLoader", library.BaseLoader)  # all scalars as text, as remedy reads them
    for name in ("modules.yaml", "system.yaml", "stdlib.yaml"):
        with open(os.path.join(ROOT, name), encoding="utf-8") as f:
            whole = library.load(f, loader)
        if list(whole.items()) != read(name):
            for (k, v), (l, w) in zip(whole.items(), read(name)):
                if (k, v) != (l, w):
                    yield "%s: %s is read as %r, meant as %r" % (name, k, v, w)


def apt():
    """Every Debian package that a table names is in the lists of packages that this machine has (standard input: all names)."""
    known = set(sys.stdin.read().split())
    known |= {"libpigpio-dev", "python3-libcamera"}  # Raspberry Pi OS and Ubuntu have them
    for key, entry in read("modules.yaml"):
        if as_map(entry).get("apt", "apt") not in known:
            yield "modules.yaml: %s: no package %s" % (key, as_map(entry)["apt"])
    for key, entry in read("stdlib.yaml"):
        if (entry or {}).get("debian", "apt") not in known:
            yield "stdlib.yaml: %s: no package %s" % (key, entry["debian"])
    for key, entry in read("system.yaml"):
        for names in (entry.get("apt", ""), entry.get("runtime", {}).get("apt", "")):
            for name in names.split():
                if name not in known:
                    yield "system.yaml: %s: no package %s" % (key, name)


if __name__ == "__main__":
    wrong = list({"order": order, "counts": counts, "modules": modules, "system": system, "stdlib": stdlib, "yaml": yaml,
                  "apt": apt}[sys.argv[1]]())
    print("\n".join(wrong))
    sys.exit(len(wrong) > 0)
