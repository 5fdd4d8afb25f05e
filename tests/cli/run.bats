# `remedy run`: a command as if remedy were not there, its failure explained at the end.

bats_require_minimum_version 1.5.0

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/run.XXXXXX")
	export HOME=$dir/home LC_ALL=C.UTF-8 COLUMNS=100 TERM=xterm NO_COLOR=1
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE CI GITHUB_ACTIONS GITLAB_CI BUILDKITE \
		GITHUB_WORKSPACE CI_PROJECT_DIR BUILDKITE_BUILD_CHECKOUT_PATH REMEDY_CODE_QUALITY PROMPT_COMMAND
	mkdir -p "$HOME"
	cd "$dir"
	export PYTHONPATH=$BATS_TEST_DIRNAME PYTHONDONTWRITEBYTECODE=1
	printf 'import reqeusts\n' >fetch.py
}

teardown() {
	rm -rf "$dir"
}

# What follows on stdin is Python that drives a terminal (terminal.py).
drive() {
	{ echo 'from terminal import *'; cat; } >drive.py
	timeout 60 python3 drive.py
}

# How a program ended, as who waits for it sees it: -N is death by signal N.
ended() {
	python3 -c 'import subprocess, sys; print(subprocess.run(sys.argv[1:], capture_output=True).returncode)' "$@"
}

@test "output, exit status and order are the command's own" {
	run --separate-stderr remedy run -- sh -c 'echo out; echo err >&2; exit 7'
	[ "$status" -eq 7 ]
	[ "$output" = out ]
	[ "$stderr" = err ]
	remedy run -- sh -c 'for i in 1 2 3 4 5 6 7 8 9; do echo o$i; echo e$i >&2; done' >both 2>&1
	[ "$(tr '\n' ' ' <both)" = "o1 e1 o2 e2 o3 e3 o4 e4 o5 e5 o6 e6 o7 e7 o8 e8 o9 e9 " ]
	run remedy run true
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "a failure is explained at the end, on stderr" {
	run --separate-stderr remedy run -- python3 fetch.py
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[[ $stderr == Traceback*"No module named 'reqeusts'"*"remedy: "*requests* ]]
	[[ $stderr == *'remedy why module-misspelt'* ]]
	# Also what a program says on stdout, and what runs behind others.
	run --separate-stderr remedy run -- sh -c 'python3 fetch.py 2>&1; exit 3'
	[ "$status" -eq 3 ]
	[[ $stderr == "remedy: "*requests* ]]
}

@test "success and what nobody knows are not explained" {
	run --separate-stderr remedy run -- sh -c 'python3 fetch.py; true'
	[ "$status" -eq 0 ]
	[[ $stderr != *"remedy:"* ]]
	run --separate-stderr remedy run -- sh -c 'echo strange >&2; exit 1'
	[ "$stderr" = strange ]
}

@test "what a tool said, which is no exception, is explained: no failure has a place then" {
	run -1 --separate-stderr remedy run -- python3 -c 'import sys; sys.exit("WARNING: Package(s) not found: nosuch")'
	[[ "$stderr" == *"remedy: nosuch is not installed for"* ]]
	export GITHUB_ACTIONS=true
	run -1 remedy run -- python3 -c 'import sys; sys.exit("WARNING: Package(s) not found: nosuch")'
	[[ "$output" == *"::error "*"nosuch is not installed"* ]]
}

@test "a tool's last words that hold nothing of an error are read, also behind a long output" {
	printf 'Argument expected for the -m option\nusage: python3 [option] ... [-c cmd | -m mod | file | -] [arg] ...\n' >said
	run -2 remedy run -- sh -c 'cat said >&2; exit 2'
	[[ "$output" == *"remedy: -m wants something behind it"* ]]
	run -2 --separate-stderr remedy run -- sh -c 'seq 100000 >&2; cat said >&2; exit 2'
	[[ "$stderr" == *"remedy: -m wants something behind it"* ]]
	# In the middle of one, too, and between others that are long.
	run -2 --separate-stderr remedy run -- sh -c 'seq 800000 >&2; cat said >&2; seq 800000 >&2; exit 2'
	[[ "$stderr" == *"remedy: -m wants something behind it"* ]]
}

@test "every byte arrives, and none is added" {
	head -c 3000000 /dev/urandom >bytes
	remedy run -- cat bytes | cmp - bytes
	remedy run -- cat <bytes >copy
	cmp copy bytes
	remedy run -- sh -c 'cat bytes >&2' 2>copy
	cmp copy bytes
	remedy run -- cat bytes | (sleep 0.3; cat) | cmp - bytes
	: >copy
	remedy run -- cat bytes >>copy
	remedy run -- cat bytes >>copy
	cat bytes bytes | cmp - copy
}

@test "stdin is left to the command: a loop's other lines stay" {
	printf '1\n2\n3\n' >lines
	out=$(while read -r x; do remedy run -- echo "$x"; done <lines)
	[ "$out" = $'1\n2\n3' ]
	out=$(printf 'first\nrest\n' | { remedy run -- sh -c 'read x' >/dev/null; cat; })
	[ "$out" = rest ]
}

@test "death by signal is passed on" {
	[ "$(ended remedy run -- sh -c 'kill -TERM $$')" = -15 ]
	[ "$(ended remedy run -- sh -c 'kill -KILL $$')" = -9 ]
	[ "$(ended remedy run -- python3 -c 'import os; os.abort()')" = -6 ]
}

@test "a death by signal is explained where it was a Python's" {
	ulimit -c 0
	run remedy run -- sh -c 'kill -SEGV $$'
	[[ $output != *"remedy:"* ]]
	run remedy run -- python3 -c 'import os, signal; os.kill(os.getpid(), signal.SIGSEGV)'
	[[ $output == *"remedy: "*"-X faulthandler -c"* ]]
	run remedy run -- env python3 -c 'import os, signal; os.kill(os.getpid(), signal.SIGSEGV)'
	[[ $output == *"remedy: "*"-X faulthandler -c"* ]]
	[[ $output != *"faulthandler env"* ]]
	# what became a Python under another name, and said little, after saying much
	ln -s "$(python3 -c 'import os, sys; print(os.path.realpath(sys.executable))')" snake
	run timeout 20 remedy run -- sh -c 'seq 100000; exec ./snake -c "
import os, signal, time
print(1, flush=True)
time.sleep(0.1)
os.kill(os.getpid(), signal.SIGSEGV)"'
	[[ $output == *"remedy: "*"segmentation fault"* ]]
}

@test "signals are passed on, and those that were ignored stay ignored" {
	remedy run -- sh -c 'trap "echo got; exit 5" TERM; echo ready; while :; do sleep 0.05; done' >out &
	pid=$!
	for _ in {1..100}; do grep -q ready out && break; sleep 0.05; done
	kill -TERM $pid
	status=0
	wait $pid || status=$?
	[ "$status" -eq 5 ]
	grep -q got out
	(trap '' HUP; exec remedy run -- sh -c 'kill -HUP $$; echo alive') >out
	[ "$(cat out)" = alive ]
	ask='import signal; print([int(s) for s in signal.Signals if signal.getsignal(s) == signal.SIG_IGN],
		signal.pthread_sigmask(signal.SIG_BLOCK, []))'
	[ "$(remedy run -- python3 -c "$ask")" = "$(python3 -c "$ask")" ]
}

@test "127: there is no such command; 126: it cannot be executed" {
	run -127 remedy run -- no-such-command-at-all
	[[ $output == *"no-such-command-at-all: No such file or directory"* ]]
	: >plain
	run -126 remedy run -- ./plain
	[[ $output == *"./plain: Permission denied"* ]]
	run -126 remedy run -- "$dir"
	printf '#!/nonexistent/python\n' >script
	chmod +x script
	run -127 remedy run -- ./script
}

@test "a command that is not there, or whose Python is gone, is answered as the shell's own are" {
	run -127 --separate-stderr remedy run -- pyhton fetch.py
	[[ $stderr == *"remedy: pyhton: did you mean python"* ]]
	mkdir -p py311/bin
	ln -s "$dir/nowhere/python3" py311/bin/python
	printf 'home = /usr/bin\n' >py311/pyvenv.cfg
	printf '#!%s\n' "$dir/py311/bin/python" >tool
	printf '#!/usr/bin/python3.99\n' >old
	printf '#!/usr/bin/python3\r\n' >windows
	chmod +x tool old windows
	run -127 --separate-stderr remedy run -- py311/bin/python fetch.py
	[[ $stderr == *"remedy: the Python of the environment py311 is gone"*"python3 -m venv --clear py311"* ]]
	COLUMNS=400 run -127 --separate-stderr remedy run -- ./tool
	[[ $stderr == *"remedy: the Python of the environment $dir/py311 is gone"* ]]
	run -127 --separate-stderr remedy run -- ./old
	[[ $stderr == *"remedy: the first line of ./old names a Python that is not there"* ]]
	run -127 --separate-stderr remedy run -- ./windows
	[[ $stderr == *"remedy: the script has Windows line endings"* ]]
}

@test "usage" {
	run remedy run
	[ "$status" -eq 2 ]
	[[ $output == *"Usage: remedy run"* ]]
	run remedy run --what ls
	[ "$status" -eq 2 ]
}

@test "a reader that goes away ends the command, as it would without" {
	run timeout 20 bash -c 'remedy run -- yes | head -1; echo ${PIPESTATUS[0]}'
	[ "${lines[0]}" = y ]
	[ "${lines[1]}" = 141 ]
}

@test "a full disk is told of" {
	[ -c /dev/full ] || skip "there is no /dev/full"
	# The device itself is handed on: the command meets it.
	run bash -c 'remedy run -- head -c 100 /dev/zero 2>&1 >/dev/full'
	[ "$status" -ne 0 ]
	mkdir small
	mount -t tmpfs -o size=64k none small 2>/dev/null || skip "a small file system cannot be mounted here"
	run bash -c 'remedy run -- head -c 300000 /dev/zero 2>&1 >small/file'
	umount small
	[ "$status" -ne 0 ]
	[[ $output == *"No space left on device"* ]]
}

@test "closed descriptors stay closed" {
	run bash -c 'remedy run -- sh -c "echo out; test -e /proc/self/fd/0 && echo stdin" <&-'
	[ "$output" = out ]
	run bash -c 'remedy run -- sh -c "test -e /proc/self/fd/2 || echo none" 2>&-'
	[ "$output" = none ]
}

@test "a process left in the background holds up nothing, and is heard on" {
	started=$SECONDS status=0
	remedy run -- sh -c '(exec >late 2>&1; exec sleep 30) & echo $! >pid; echo now; exit 4' >out || status=$?
	[ "$status" -eq 4 ]
	[ "$(cat out)" = now ]
	((SECONDS - started < 10))
	kill "$(cat pid)"
	# It holds the pipe: remedy is gone at once, its words still arrive.
	remedy run -- sh -c '(sleep 1; echo late) & echo now' >out
	[ "$(cat out)" = now ]
	for _ in {1..100}; do grep -q late out && break; sleep 0.05; done
	[ "$(cat out)" = $'now\nlate' ]
}

@test "memory is bounded, and the end of a long output is what counts" {
	cat >long.py <<'END'
import sys
for i in range(400000):
    sys.stderr.write("2024-01-01 ERROR an error that is survived, number %d, in a long line of a log\n" % i)
import reqeusts
END
	# Sanitizers need an address space of their own.
	limit=
	ldd "$REMEDY_STAGE/bin/remedy" | grep -q asan || limit='ulimit -v 200000;'
	run bash -c "$limit remedy run -- python3 long.py 2>&1 >/dev/null | tail -5"
	[[ $output == *"remedy: "*requests* ]]
}

@test "what runs elsewhere is not explained by this machine's facts" {
	mkdir bin
	printf '#!/bin/sh\ncat "$1" >&2\nexit 1\n' >bin/ssh
	cp bin/ssh bin/here
	chmod +x bin/*
	cat >log <<'END'
Traceback (most recent call last):
  File "/srv/app/main.py", line 1, in <module>
    import yaml
ModuleNotFoundError: No module named 'yaml'
END
	printf '[project]\nname = "x"\nversion = "1"\n' >pyproject.toml
	: >uv.lock
	PATH=$dir/bin:$PATH
	run remedy run -- ssh log
	[[ $output == *"pip install PyYAML"* ]]
	[[ $output != *"uv add"* ]]
	run remedy run -- here log
	[[ $output == *"uv add PyYAML"* ]]
}

@test "GitHub Actions: an annotation at the user's file and line" {
	mkdir src
	printf 'x = 1\nimport reqeusts\n' >'src/fe,tch.py'
	run --separate-stderr env GITHUB_ACTIONS=true GITHUB_WORKSPACE="$dir" remedy run -- python3 'src/fe,tch.py'
	[ "$status" -eq 1 ]
	[[ $stderr == *"::error file=src/fe%2Ctch.py,line=2,title=there is no module reqeusts;"*"::remedy: "*"%0A"* ]]
	run --separate-stderr remedy run -- python3 'src/fe,tch.py'
	[[ $stderr != *::error* ]]
	# A workflow command cannot be smuggled in by what a program prints.
	run --separate-stderr env GITHUB_ACTIONS=true remedy run -- python3 -c '__import__("reqeusts\n::error::x")'
	[ "$(sed '1,/^remedy:/d' <<<"$stderr" | grep -c '^::error::')" -eq 0 ]
}

@test "GitLab: an entry in the code quality report, once" {
	export GITLAB_CI=true CI_PROJECT_DIR=$dir
	run remedy run -- python3 fetch.py
	run remedy run -- python3 fetch.py
	jq -e 'length == 1 and .[0].location.path == "fetch.py" and .[0].location.lines.begin == 1 and
		.[0].check_name == "module-misspelt" and (.[0].fingerprint | length) > 8 and
		.[0].severity == "major"' gl-code-quality-report.json
	echo '[{"description": "of another tool", "fingerprint": "x"}]' >other.json
	REMEDY_CODE_QUALITY=other.json run remedy run -- python3 fetch.py
	jq -e 'length == 2 and .[0].fingerprint == "x"' other.json
	echo 'no list' >other.json
	REMEDY_CODE_QUALITY=other.json run remedy run -- python3 fetch.py
	[ "$status" -eq 1 ]
	[ "$(cat other.json)" = 'no list' ]
	[[ $output == *"could not be left"* ]]
}

@test "Buildkite: through its agent" {
	mkdir bin
	printf '#!/bin/sh\necho "$@" >%s/arguments\ncat >%s/body\n' "$dir" "$dir" >bin/buildkite-agent
	chmod +x bin/buildkite-agent
	BUILDKITE=true BUILDKITE_BUILD_CHECKOUT_PATH=$dir PATH=$dir/bin:$PATH run remedy run -- python3 fetch.py
	[ "$status" -eq 1 ]
	[ "$(cat arguments)" = "annotate --style error --context remedy-module-misspelt" ]
	grep -q '^fetch.py:1$' body
	grep -q requests body
}

@test "on a terminal: it is one, with the size and the modes of ours" {
	drive <<'END'
t = Terminal()
out = t.run("remedy run -- sh -c 'test -t 0 && test -t 1 && test -t 2 && echo all; stty size'; echo status=$?")
assert out == b"all\r\n40 100\r\nstatus=0\r\n", out
out = t.run("stty -a >one; remedy run -- stty -a >two; cmp one two && echo same")
assert out == b"same\r\n", out
out = t.run("remedy run -- sh -c 'echo out; echo err >&2' 2>err; cat err")
assert out == b"out\r\nerr\r\n", out
out = t.run("remedy run -- sh -c 'echo out; test -t 1 || echo pipe; test -t 2 && echo terminal >&2' | cat")
assert sorted(out.split()) == [b"out", b"pipe", b"terminal"], out
END
}

@test "on a terminal: the hint stands under the traceback, on a line of its own" {
	drive <<'END'
t = Terminal()
out = t.run("remedy run -- python3 fetch.py; echo status=$?").decode()
assert "No module named 'reqeusts'\r\nremedy: " in out, out
assert out.endswith("status=1\r\n"), out
out = t.run("remedy run -- sh -c 'python3 fetch.py; printf end >&2; exit 1'").decode()
assert "end\r\nremedy: " in out, out
END
}

@test "on a terminal: Ctrl-C, Ctrl-Z, fg and the background" {
	drive <<'END'
t = Terminal()
before = t.modes()
t.type("remedy run -- sh -c 'echo on; exec sleep 30'\n")
t.wait("on\r\n")
t.type("\x03")
t.wait("ready> $")
assert t.run("echo status=$?") == b"status=130\r\n"
t.type("remedy run -- sh -c 'echo begin; read x; echo got=$x'\n")
t.wait("begin\r\n")
t.type("\x1a")
t.wait("Stopped.*ready> $")
assert b"Stopped" in t.run("jobs")
t.type("fg\n")
t.wait("fg\r\n.*\r\n")
t.type("hello\n")
t.wait("got=hello\r\n.*ready> $")
assert t.modes() == before
# In the background it may write, and stops when it wants to read.
t.type("remedy run -- sh -c 'echo later; read x; echo got=$x' &\n")
t.wait("later\r\n")
time.sleep(0.5)
t.type("\n")
t.wait("Stopped")
t.type("fg\n")
t.wait("fg\r\n.*\r\n")
t.type("two\n")
t.wait("got=two\r\n.*ready> $")
# Stopped, and let go on in the background.
t.type("remedy run -- sh -c 'echo begin; sleep 1; echo done'\n")
t.wait("begin\r\n")
time.sleep(0.3) # a child of vfork that is stopped before it has become sleep holds up its shell
t.type("\x1a")
t.wait("Stopped.*ready> $")
t.type("bg\n")
t.wait("ready> .*done\r\n")
t.type("\n")
t.wait("ready> $")
assert t.modes() == before
END
}

@test "on a terminal: end of input, passwords, a pipeline that asks for one" {
	drive <<'END'
t = Terminal()
before = t.modes()
t.type("remedy run -- cat; echo status=$?\n")
time.sleep(0.3)
t.type("abc\n")
t.wait("abc\r\nabc\r\n")
t.type("\x04")
t.wait("status=0\r\nready> $")
t.type("remedy run -- python3 -c 'import getpass; print(len(getpass.getpass()))'\n")
t.wait("Password: ")
t.type("secret\n")
t.wait("6\r\nready> $")
t.type("echo x | remedy run -- python3 -c 'import getpass, sys; print(sys.stdin.read() + str(len(getpass.getpass())))' | cat\n")
t.wait("Password: ")
t.type("secret\n")
t.wait("x\r\n6\r\nready> $")
assert b"secret" not in t.shown
assert t.modes() == before
END
}

@test "on a terminal: its size changes; programs own the screen" {
	command -v less >/dev/null || skip "less is not installed"
	drive <<'END'
t = Terminal(env={"LESS": "-PREST"})
before = t.modes()
t.type("remedy run -- sh -c 'trap \"stty size\" WINCH; echo on; while :; do sleep 0.1; done'\n")
t.wait("on\r\n")
t.resize(33, 77)
t.wait("33 77\r\n")
t.type("\x03")
t.wait("ready> $")
t.run("seq 1000 >numbers")
for line in ("remedy run -- less numbers", "cat numbers | remedy run -- less", "remedy run -- cat numbers | less",
             "remedy run -- cat numbers | remedy run -- less"):
    t.type(line + "\n")
    t.wait("30.*REST")
    t.type(" ")
    t.wait("60.*REST")
    t.type("q")
    t.wait("ready> $")
assert t.modes() == before
END
}

@test "on a terminal: killed, the modes are put back and the command is hung up on" {
	drive <<'END'
t = Terminal("sh")
t.type("PS1='re''ady> '\n")
t.wait("ready> $")
time.sleep(0.2)
before = t.modes()
t.type("sh -c 'echo $$ >pid; exec remedy run -- sh -c \"trap \\\"echo >hung; exit\\\" HUP; echo on; while :; do sleep 0.1; done\"'\n")
t.wait("on\r\n")
assert t.modes() != before
os.kill(int(open("pid").read()), signal.SIGKILL)
t.wait("ready> $")
end = time.monotonic() + 5
while t.modes() != before and time.monotonic() < end:
    time.sleep(0.05)
assert t.modes() == before
while not os.path.exists("hung") and time.monotonic() < end:
    time.sleep(0.05)
assert os.path.exists("hung")
END
}

@test "on a terminal: a daemon that holds it holds up nothing" {
	drive <<'END'
t = Terminal()
t.type("remedy run -- sh -c '(sleep 1; echo late) & echo now'; echo status=$?\n")
t.wait("now\r\nstatus=0\r\nready> $", 5)
t.wait("late\r\n")
t.type("\n")
t.wait("ready> $")
started = time.monotonic()
t.run("remedy run -- sh -c 'setsid sleep 30 & echo $! >pid'")
assert time.monotonic() - started < 10
assert t.run("kill $(cat pid) && echo killed") == b"killed\r\n"
END
}

@test "without a pty to be had it still runs" {
	command -v unshare >/dev/null || skip "unshare is not installed"
	unshare -m true 2>/dev/null || skip "no mount namespace can be made here"
	drive <<'END'
t = Terminal()
out = t.run("unshare -m sh -c 'mount -t tmpfs none /dev/pts; mount --bind /dev/null /dev/ptmx; remedy run -- sh -c \"echo out; exit 3\"; echo status=$?'")
assert out == b"out\r\nstatus=3\r\n", out
END
}
