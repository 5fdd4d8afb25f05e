"""Makes words.inc: the words that error messages are made of. A word of a message
stays in its shape only if it is one of these, so that no name does. One text, sorted by bytes, so that the program has nothing to relocate.

    python3 src/memory/data/words.py > src/memory/data/words.inc

They are taken from what the standard library of the Python that runs this says in
its `raise` statements, and from the expressions of our own patterns.
"""
import ast
import collections
import pathlib
import re
import sys
import sysconfig

ROOT = pathlib.Path(__file__).resolve().parents[3]
WORD = re.compile(r"(?<![\w\\-])[A-Za-z]?[a-z]+(?:'[a-z]+)?(?![\w-])")
SEEN = 2  # in so many messages
NAMES = {"ada", "bob", "alice", "john", "jane", "guido", "eric", "fred", "joe", "tom", "ann", "max", "tim", "barry"}


def texts(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            for argument in node.exc.args:
                for part in ast.walk(argument):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value


def main():
    count = collections.Counter()
    for file in sorted(pathlib.Path(sysconfig.get_paths()["stdlib"]).rglob("*.py")):
        if any(part in ("site-packages", "dist-packages", "test", "tests", "idle_test", "lib2to3") for part in file.parts):
            continue
        try:
            tree = ast.parse(file.read_bytes())
        except (SyntaxError, ValueError):
            continue
        for text in texts(tree):
            count.update({word.lower() for word in WORD.findall(text) if " " in text})
    words = {word for word, n in count.items() if n >= SEEN}
    for file in sorted((ROOT / "patterns").glob("*.yaml")):
        for line in file.read_text().splitlines():
            if re.match(r"\s*(?:match|text): ", line):
                said = re.sub(r"\(\?<\w+>|\[[^]]*\]|\\.", " ", line.split(":", 1)[1])
                words.update(word.lower() for word in WORD.findall(said))
    print("/* Made by words.py; not edited by hand. */")
    line = '"\\n'
    for word in sorted(words - NAMES):
        if len(line) + len(word) > 105:
            print(line + '"')
            line = '"'
        line += word + "\\n"
    print(line + '"')


if __name__ == "__main__":
    main()
