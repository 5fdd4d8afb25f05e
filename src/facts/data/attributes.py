#!/usr/bin/env python3
"""Writes attributes.inc: what the standard modules and common types of Python have, by version.

    attributes.py PYTHON... > attributes.inc      oldest first, one Python of each minor version

Each Python is asked for its own names; then a name is marked with the version that first had it
(name>3.9) or that no longer had it (name<3.12); a name that is missing in between (as what sqlite3 has only where it
may load extensions) has no first version. Made by hand when a new Python comes out, never by remedy itself.
"""
import json
import subprocess
import sys

ASK = r'''
import json, sys, types, os, pkgutil, warnings
warnings.simplefilter("ignore")
submodules = """os.path collections.abc concurrent.futures xml.etree.ElementTree xml.dom.minidom urllib.request
urllib.parse urllib.error importlib.metadata importlib.resources importlib.util importlib.abc importlib.machinery
logging.handlers logging.config unittest.mock multiprocessing.pool multiprocessing.shared_memory http.client
http.server http.cookies json.decoder email.message email.utils email.mime.text email.mime.multipart
ctypes.util wsgiref.simple_server tkinter.ttk tkinter.messagebox tkinter.filedialog dbm.gnu curses.ascii""".split()
skipped = set("antigravity this idlelib lib2to3 turtledemo test __main__ msilib nt winreg winsound _winapi msvcrt pip "
              "setuptools site-packages ensurepip symbol pyclbr sre_compile sre_constants sre_parse nturl2path".split())
full_of_constants = set("""os posix socket ssl errno signal stat curses ossaudiodev select fcntl resource termios tty
pickle pathlib token dis inspect tkinter.filedialog tkinter.messagebox tkinter.ttk locale http.client telnetlib""".split())
wanted = json.loads(sys.stdin.read())
def has(kind, key, thing):
    """Which of the names that any version listed this one has, even if it does not list them."""
    names = wanted.get(kind + ":" + key)
    if names is None:
        return public(thing)
    return [n for n in names if hasattr(thing, n)]
if hasattr(sys, "stdlib_module_names"):
    names = set(sys.stdlib_module_names)
else:
    lib = os.path.dirname(os.__file__)
    names = set(sys.builtin_module_names)
    names |= set(m[1] for m in pkgutil.iter_modules([lib, os.path.join(lib, "lib-dynload")]))
names = sorted(n for n in names if not n.startswith("_sysconfigdata") and n != "_pyrepl" and not n.startswith(("_test", "test", "xx", "_xx"))
               and n not in ("__main__", "_ctypes_test"))
types_of = """builtins: str bytes bytearray int float complex bool list tuple dict set frozenset range slice object
 type property super map filter zip enumerate reversed memoryview BaseException OSError SystemExit KeyError
 UnicodeDecodeError UnicodeEncodeError SyntaxError ImportError StopIteration KeyboardInterrupt staticmethod classmethod
datetime: datetime date time timedelta timezone tzinfo
pathlib: Path PosixPath PurePath
collections: Counter OrderedDict defaultdict deque ChainMap UserDict
threading: Thread Event Timer Condition Semaphore
subprocess: CompletedProcess Popen CalledProcessError
decimal: Decimal
fractions: Fraction
argparse: Namespace ArgumentParser
logging: Logger Handler LogRecord Formatter
socket: socket
io: TextIOWrapper BufferedReader BufferedWriter BytesIO StringIO FileIO
re: Match Pattern
xml.etree.ElementTree: Element ElementTree
sqlite3: Connection Cursor Row
csv: DictReader DictWriter
configparser: ConfigParser SectionProxy
uuid: UUID
queue: Queue
http.client: HTTPResponse HTTPConnection HTTPMessage
array: array
asyncio: Task Future Queue Event Lock AbstractEventLoop StreamReader StreamWriter
unittest: TestCase TestResult
email.message: Message EmailMessage
zipfile: ZipFile ZipInfo Path
tarfile: TarFile TarInfo
inspect: Signature Parameter
random: Random
os: stat_result DirEntry environ
time: struct_time
types: SimpleNamespace FunctionType GeneratorType CoroutineType MethodType BuiltinFunctionType ModuleType CodeType
 FrameType TracebackType MappingProxyType
ssl: SSLContext SSLSocket
concurrent.futures: ThreadPoolExecutor ProcessPoolExecutor Future
enum: Enum
json: JSONEncoder JSONDecoder JSONDecodeError
ast: AST Constant FunctionDef NodeVisitor
string: Template Formatter
functools: partial
itertools: chain count islice
hashlib: sha256
tempfile: TemporaryDirectory
shelve: Shelf
weakref: ref WeakValueDictionary
multiprocessing: Process
struct: Struct
tkinter: Tk
"""
def public(thing):
    listed = getattr(thing, "__all__", None)
    found = set(n for n in dir(thing) if not n.startswith("_")
                and (not isinstance(getattr(thing, n, None), types.ModuleType) or n in ("path", "abc")))
    found |= set(n for n in listed or () if not n.startswith("_"))
    if isinstance(thing, types.ModuleType) and thing.__name__ in full_of_constants:
        found -= set(n for n in found if n.upper() == n and len(n) > 3)
    return sorted(str(n) for n in found)
out = {"modules": names, "m": {}, "t": {}}
import io
sys.stdout, real = io.StringIO(), sys.stdout
for name in names + submodules:
    if name in skipped or (name.startswith("_") and name != "__builtin__"):
        continue
    try:
        module = __import__(name, fromlist=["x"])
    except BaseException:
        continue
    name = "builtins" if name == "__builtin__" else name
    out["m"][name] = has("m", name, module)
for line in types_of.replace("\n ", " ").splitlines():
    where, _, what = line.partition(":")
    try:
        module = __import__("__builtin__" if where == "builtins" and sys.version_info[0] == 2 else where, fromlist=["x"])
    except ImportError:
        continue
    for t in what.split():
        if not hasattr(module, t):
            continue
        thing = getattr(module, t)
        if t == "sha256":
            thing = type(thing(b""))
        shown = {"FunctionType": "function", "GeneratorType": "generator", "CoroutineType": "coroutine",
                 "MethodType": "method", "BuiltinFunctionType": "builtin_function_or_method", "ModuleType": "module",
                 "CodeType": "code", "FrameType": "frame", "TracebackType": "traceback",
                 "MappingProxyType": "mappingproxy", "environ": "_Environ", "sha256": "HASH",
                 "ref": "weakref"}.get(t, t)
        key = shown if where in ("builtins", "types") else where + "." + shown
        out["t"][key] = has("t", key, thing)
for key, value in (("dict_keys", {}.keys()), ("dict_values", {}.values()), ("dict_items", {}.items()),
                   ("NoneType", None), ("list_iterator", iter([])), ("_csv.reader", None), ("_thread.lock", None)):
    if key == "_csv.reader":
        import csv; value = csv.reader([])
    if key == "_thread.lock":
        import threading; value = threading.Lock()
    out["t"][key] = has("t", key, value)
sys.stdout = real
json.dump(out, sys.stdout)
'''


def ask(python, wanted):
    version = subprocess.run([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
                             capture_output=True, text=True, check=True).stdout.strip()
    script = ASK if not version.startswith("2") else ASK.replace("sys.stdout, real = io.StringIO()",
                                                                 "sys.stdout, real = io.BytesIO()")
    answer = subprocess.run([python, "-I" if version > "3" else "-E", "-c", script], input=json.dumps(wanted),
                            capture_output=True, text=True, check=True).stdout
    return version, json.loads(answer)


def marked(by_version, versions, ignored=("3.6",)):
    """Names of all versions, marked by when they came and went; versions without the thing say nothing."""
    out = []
    there = [v for v in versions if by_version.get(v) is not None]
    for name in sorted(set().union(*(by_version[v] for v in there))):
        has = [name in by_version[v] for v in there]
        first, last = has.index(True), len(has) - 1 - has[::-1].index(True)
        mark = ""
        always = all(has[first:last + 1])  # else the options of a build decide, or a fix release
        if always and first > 0 and there[first] not in ignored:
            mark += ">" + there[first]
        if last + 1 < len(there):
            gone = there[last + 1]
            mark += "<" + ("3.0" if gone == "3.6" and there[last] == "2.7" else gone)
        out.append(name + mark)
    return out


def main():
    answers = dict(ask(python, {}) for python in sys.argv[1:])
    wanted = {}
    for answer in answers.values():
        for kind in "mt":
            for key, names in answer[kind].items():
                wanted[kind + ":" + key] = sorted(set(wanted.get(kind + ":" + key, [])) | set(names))
    answers = dict(ask(python, wanted) for python in sys.argv[1:])
    versions = list(answers)
    print("/* Made by attributes.py from Python " + ", ".join(versions) + "; not edited by hand. */")
    records = [("modules", marked({v: answers[v]["modules"] for v in versions}, versions,
                                  ("3.6", "3.10")))]  # 3.10 is the first to list those of other systems
    for kind in "tm":
        for key in sorted(set().union(*(answers[v][kind] for v in versions))):
            records.append((kind + ":" + key, marked({v: answers[v][kind].get(key) for v in versions}, versions)))
    for key, names in records:
        line = '"\\n' + key + " "
        for name in names:
            if len(line) > 96:
                print(line + '"')
                line = '"'
            line += name + " "
        print(line + '"')


main()
