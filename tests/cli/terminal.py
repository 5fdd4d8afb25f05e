"""A terminal with an interactive shell in it, for run.bats.

    t = Terminal()            bash -i on a fresh pty, remedy on its PATH
    t.type("ls\\n")           keys
    t.wait("regex")           until it is shown; exits with what was shown after 15 s
    t.run("line")             types a line at the prompt; returns what it printed
    t.modes()                 the terminal's modes
    t.resize(rows, columns)   as the window manager does
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time


class Terminal:
    def __init__(self, *command, env=None):
        self.shown = b""
        self.seen = 0
        environment = {**os.environ, "PS1": "first> ", "TERM": "xterm", **(env or {})}
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            program = command or ("bash", "--norc", "--noprofile", "-i")
            os.execvpe(program[0], program, environment)
        self.resize(40, 100)
        if not command:
            self.wait("first> ")
            self.type("bind 'set enable-bracketed-paste off'; PS1='re''ady> '\n")
            self.wait("ready> $")

    def type(self, keys):
        os.write(self.fd, keys.encode())

    def read(self, seconds):
        """What comes within that time is added to `shown`; False at the end."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return True
        try:
            part = os.read(self.fd, 65536)
        except OSError:
            return False
        self.shown += part
        return part != b""

    def wait(self, pattern, seconds=15):
        end = time.monotonic() + seconds
        while True:
            m = re.search(pattern.encode(), self.shown[self.seen:], re.S)
            if m:
                self.seen += m.end()
                return m
            if time.monotonic() > end or not self.read(0.1):
                sys.exit(f"waited for {pattern!r}; shown since:\n{self.shown[self.seen:].decode(errors='replace')}")

    def run(self, line):
        start = self.seen
        self.type(line + "\n")
        self.wait(r"\r\n(.*?)ready> $")
        shown = self.shown[start:self.seen].split(b"\r\n", 1)[1]
        return shown[:-len(b"ready> ")]

    def modes(self):
        return termios.tcgetattr(self.fd)

    def resize(self, rows, columns):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
