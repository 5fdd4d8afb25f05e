# What `remedy report` says after a command line has failed, and when it says nothing.

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/report.XXXXXX")
	export HOME=$dir/home XDG_RUNTIME_DIR=$dir/run LC_ALL=C.UTF-8 COLUMNS=100 TERM=xterm
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE NO_COLOR REMEDY_QUIET REMEDY_PLAIN
	unset PYTHONPATH VIRTUAL_ENV
	export REMEDY_MEMORY=0 # tests/e2e/memory.bats is about it
	mkdir -p "$HOME" "$XDG_RUNTIME_DIR"
	chmod 700 "$XDG_RUNTIME_DIR"
	cd "$dir"
	python=$(command -v python3)
	# `terminal FILE` runs a script in a shell with a terminal of its own, as an
	# interactive shell would: `go N COMMAND…` is command line N with the capture
	# on, `told N STATUS LINE` is what the prompt calls after it.
	cat >session <<'EOF'
mkdir -p -m 700 "$XDG_RUNTIME_DIR/remedy"
ring=$XDG_RUNTIME_DIR/remedy/$$-1.ring
go() { local n=$1; shift; env LD_PRELOAD="$REMEDY_STAGE/lib/remedy/libremedy-capture.so" REMEDY_CAPTURE="$n:$$:$ring" "$@"; }
told() { remedy report --shell bash --run "$1" --status "$2" --ring "$ring" --command "$3"; status=$?; }
EOF
}

teardown() {
	rm -rf "$dir"
}

terminal() {
	cat session - >script
	script -qec "bash script" /dev/null </dev/null | tr -d '\r'
}

@test "a missing module: the hint names the distribution and the Python that failed" {
	echo 'import yaml_zz9' >/dev/null
	printf 'import sys\nsys.path = [p for p in sys.path if "packages" not in p]\nimport yaml\n' >a.py
	run terminal <<'EOF'
go 1 python3 a.py 2>&1 >/dev/null
told 1 1 "python3 a.py" 2>hint
cat hint; echo "status $status"
EOF
	echo "$output"
	[[ $output == *"remedy: "*PyYAML* ]]
	[[ $output == *"fix "* ]]
	[[ $output == *"more  \`remedy why\`"* ]]
	[[ $output == *"status 0" ]]
	[ "$(wc -l <hint)" -le 6 ]
}

@test "a tool that fails in words of its own, which only a pattern knows" {
	printf 'import sys\nsys.exit("No data to report.")\n' >coverage.py
	printf 'import sys\nprint("No data to report.", file=sys.stderr)\n' >well.py
	terminal <<'EOF'
go 1 python3 coverage.py
told 1 1 "python3 coverage.py" 2>hint
go 2 python3 well.py
told 2 0 "python3 well.py" 2>silent
EOF
	cat hint
	grep -q '^remedy: ' hint
	[ ! -s silent ]
}

fails() { # FILE… fail one after another; the hints are in the files 1, 2 …
	local file n=0
	for file; do
		printf 'go %d python3 %s\ntold %d 1 "python3 %s" 2>%d\n' "$((++n))" "$file" "$n" "$file" "$n"
	done | terminal
}

@test "the same failure again is one line, another one is told in full" {
	printf 'import sys\nsys.path = [p for p in sys.path if "packages" not in p]\nimport yaml\n' >a.py
	printf 'import sys\nsys.path = [p for p in sys.path if "packages" not in p]\nimport PIL\n' >b.py
	fails a.py a.py b.py
	[ "$(wc -l <1)" -gt 1 ]
	[ "$(wc -l <2)" -eq 1 ]
	grep -q '^remedy: as before: .*remedy why$' 2
	[ "$(wc -l <3)" -gt 1 ]
}

@test "what was no news because nobody knew it is told in full once it is known" {
	mkdir -p "$HOME/.config/remedy/patterns"
	printf 'class TillError(Exception): pass\nraise TillError("till is odd")\n' >a.py
	cat >known.yaml <<'Y'
- id: till
  exception: TillError
  match: ^till is odd$
  summary: the till is odd
  fixes: [ { say: look at it } ]
  examples: [ { origin: real, stderr: "TillError: till is odd" } ]
Y
	terminal <<EOF
go 1 python3 a.py
told 1 1 "python3 a.py" 2>1
cp known.yaml $HOME/.config/remedy/patterns/till.yaml
go 2 python3 a.py
told 2 1 "python3 a.py" 2>2
go 3 python3 a.py
told 3 1 "python3 a.py" 2>3
EOF
	[ ! -s 1 ]
	[[ $(cat 2) == "remedy: the till is odd"*"look at it"* ]] || { cat 2; return 1; }
	[[ $(cat 3) == "remedy: as before: the till is odd"* ]]
}

@test "a gap in a command is three dots where the terminal is ASCII" {
	printf 'import os\nos.environ["SHOP_KEY"]\n' >a.py
	terminal <<'EOF'
go 1 python3 a.py
LC_ALL=C told 1 1 "python3 a.py" 2>ascii
EOF
	grep -q 'export SHOP_KEY=\.\.\.' ascii
	[ -z "$(LC_ALL=C grep -nP '[\x80-\xff]' ascii)" ]
}

@test "the same words in another file are another failure" {
	printf 'x = {}\nx["a"].append(1)\n' | tee c.py >d.py
	fails c.py d.py d.py
	grep -q '^remedy: ' 2
	[ "$(grep -c 'as before' 2)" -eq 0 ]
	grep -q '^remedy: as before: ' 3
}

@test "the same words about another line are another failure" {
	printf 'x = {}\nx["a"].append(1)\n' >c.py
	printf 'x = {}\nif x["a"] == 1: pass\n' >d.py
	fails c.py d.py d.py
	[ "$(grep -c 'as before' 1)" -eq 0 ]
	grep -q '^remedy: ' 2
	[ "$(grep -c 'as before' 2)" -eq 0 ]
	grep -q '^remedy: as before: ' 3
}

@test "REMEDY_QUIET: one line" {
	printf 'import sys\nsys.path = [p for p in sys.path if "packages" not in p]\nimport yaml\n' >a.py
	terminal <<'EOF'
go 1 python3 a.py
export REMEDY_QUIET=1
told 1 1 "python3 a.py" 2>hint
EOF
	[ "$(wc -l <hint)" -eq 1 ]
	grep -q '^remedy: .*PyYAML.*remedy why$' hint
}

@test "a line that was not ended is ended before the hint" {
	printf 'import sys\nsys.stderr.write("ModuleNotFoundError: No module named '"'yaml'"'")\nsys.exit(1)\n' >a.py
	terminal <<'EOF'
go 1 python3 a.py
told 1 1 "python3 a.py" 2>hint
EOF
	[ "$(head -c 8 hint | od -An -c | tr -d ' ')" = '\nremedy:' ]
}

@test "colours on a terminal alone, and never escapes in what was captured" {
	printf 'import sys\nsys.path = [p for p in sys.path if "packages" not in p]\nimport yaml\n' >a.py
	run terminal <<'EOF'
go 1 python3 a.py 2>/dev/null
go 1 python3 a.py
told 1 1 "python3 a.py"
EOF
	[[ $output == *$'\033[1;33mremedy:\033[0m'* ]]
	for variable in NO_COLOR=1 REMEDY_PLAIN=1 TERM=dumb; do
		rm -rf "$XDG_RUNTIME_DIR/remedy"
		export "${variable?}"
		run terminal <<'EOF'
go 1 python3 a.py
told 1 1 "python3 a.py"
EOF
		[[ $output == *"remedy: "* ]]
		[[ ${output#*remedy:} != *$'\033'* ]]
		unset NO_COLOR REMEDY_PLAIN
		TERM=xterm
	done
}

@test "nothing for success, Ctrl-C, a stopped job, SystemExit, a test's assertion" {
	terminal <<'EOF' >screen
exec 2>&1
go 1 python3 -c pass
told 1 0 "python3 -c pass" 2>>hint; echo "status $status"
go 2 python3 -c 'raise KeyboardInterrupt'
told 2 130 "python3" 2>>hint; echo "status $status"
told 2 148 "python3" 2>>hint; echo "status $status"
go 3 python3 -c 'raise SystemExit("no such user")'
told 3 1 "python3" 2>>hint; echo "status $status"
go 4 python3 -c 'import sys; sys.exit(3)'
told 4 3 "python3" 2>>hint; echo "status $status"
EOF
	[ ! -s hint ]
	[ "$(grep -c '^status 1$' screen)" -eq 5 ]
}

@test "a traceback that the program survived is no failure" {
	cat >a.py <<'EOF'
import traceback
try:
    import yaml_is_not_here
except ImportError:
    traceback.print_exc()
EOF
	terminal <<'EOF' >screen
go 1 python3 a.py
told 1 1 "python3 a.py && false" 2>hint
told 1 0 "python3 a.py" 2>>hint
EOF
	[ ! -s hint ]
}

@test "a Python that failed in a line that succeeded is told of" {
	printf 'import sys\nsys.path = [p for p in sys.path if "packages" not in p]\nimport yaml\n' >a.py
	terminal <<'EOF'
go 1 python3 a.py
told 1 0 "python3 a.py; echo done" 2>hint
EOF
	grep -q PyYAML hint
}

@test "two programs of one line that failed for reasons of their own: two hints" {
	printf 'import sys\nsys.path = [p for p in sys.path if "packages" not in p]\nimport yaml\n' >a.py
	printf 'import sys\nsys.path = [p for p in sys.path if "packages" not in p]\nimport PIL\n' >b.py
	terminal <<'EOF'
go 1 python3 a.py; go 1 python3 b.py
told 1 1 "python3 a.py; python3 b.py" 2>hint
EOF
	[ "$(grep -c '^remedy:' hint)" -eq 2 ]
	grep -qi 'pyyaml' hint
	grep -qi 'pillow' hint
}

@test "hostile names stay inert: no escape, no expansion, no install" {
	cat >a.py <<'EOF'
raise ModuleNotFoundError("No module named '\x1b[2J\x1b]0;owned\x07$(touch owned)`touch owned`;touch owned'")
EOF
	terminal <<'EOF'
go 1 python3 a.py
told 1 1 "python3 a.py" 2>hint
EOF
	! grep -q $'[\033\007]' hint
	! grep -q 'install' hint
	[ ! -e owned ]
}

@test "a ring that is missing, cut short, garbage, a FIFO, foreign: silence, status 1, no delay" {
	ring=$XDG_RUNTIME_DIR/remedy/1-1.ring
	mkdir -m 700 "$XDG_RUNTIME_DIR/remedy"
	for kind in missing empty cut garbage fifo folder; do
		rm -rf "$ring"
		case $kind in
		empty) : >"$ring" ;;
		cut) head -c 1000 /dev/zero >"$ring" ;;
		garbage) head -c 1048576 /dev/urandom >"$ring" ;;
		fifo) mkfifo "$ring" ;;
		folder) mkdir "$ring" ;;
		esac
		run timeout 5 remedy report --shell bash --run 1 --status 1 --ring "$ring" --command 'python3 a.py'
		echo "$kind: $status $output"
		[ "$status" -eq 1 ]
		[ -z "$output" ]
	done
}

@test "a damaged ring is put away, and the next failure has its hint; nothing else is" {
	printf 'import sys\nsys.path = [p for p in sys.path if "packages" not in p]\nimport yaml\n' >a.py
	head -c 1048576 /dev/urandom >other.ring
	terminal <<'EOF'
go 1 python3 a.py
told 1 1 "python3 a.py" 2>first
head -c 1048576 /dev/urandom >"$ring"
go 2 python3 a.py
told 2 1 "python3 a.py" 2>silent
remedy report --shell bash --run 2 --status 1 --ring "$PWD/other.ring" --command x
go 3 python3 a.py
told 3 1 "python3 a.py" 2>third
EOF
	grep -q '^remedy: ' first
	[ ! -s silent ]
	grep -q '^remedy: ' third
	[ -s other.ring ]
}

@test "bad arguments, closed descriptors, no HOME: silence" {
	run remedy report
	[ "$status" -eq 1 ] && [ -z "$output" ]
	run remedy report --what
	[ "$status" -eq 1 ] && [ -z "$output" ]
	run remedy report --shell bash --run x --status y --ring /nonexistent --command
	[ "$status" -eq 1 ] && [ -z "$output" ]
	run env -i "$REMEDY_STAGE/bin/remedy" report --shell bash --run 1 --status 1 --ring /nonexistent --command x
	[ "$status" -eq 1 ] && [ -z "$output" ]
	printf 'import sys\nsys.path = [p for p in sys.path if "packages" not in p]\nimport yaml\n' >a.py
	run terminal <<'EOF'
go 1 python3 a.py >/dev/null
told 1 1 "python3 a.py" 0<&- 1>&- 2>&-
echo "status $status"
remedy report --shell bash --run 1 --status 1 --ring "$ring" --command x 2>/dev/full; echo "full $?"
EOF
	[[ $output == *"status "[01]* ]] # what is closed is /dev/null to us
	[[ $output == *"full 1"* ]]
}

@test "what the shell itself said is put together again: command not found, bad interpreter" {
	mkdir bin
	printf '#!/nonexistent/bin/python3.9\nprint(1)\n' >bin/tool
	chmod +x bin/tool
	mkdir -p "$HOME/.config/remedy/patterns"
	chmod -R go-w "$HOME"
	cat >"$HOME/.config/remedy/patterns/mine.yaml" <<'EOF'
- id: my-bad-interpreter
  text: '^bash: (?<file>[^\s:]+): (?<interpreter>[^\s:]+): bad interpreter'
  rank: 10
  summary: "{file} asks for {interpreter}, which is not there"
  fixes:
    - say: change its first line
  examples:
    - origin: real
      stderr: "bash: ./x: /nonexistent/python: bad interpreter: No such file or directory"
- id: my-not-found
  text: '^bash: (?<tool>[^\s:]+): command not found'
  rank: 10
  summary: "{tool} is not on PATH"
  fixes:
    - say: look for it
  examples:
    - origin: real
      stderr: "bash: pythn: command not found"
EOF
	run remedy report --shell bash --run 1 --status 127 --ring "$dir/none.ring" --command "FOO=1 pythn9 'a b' | cat"
	echo "$output"
	[[ $output == "remedy: pythn9 is not on PATH"* ]]
	run remedy report --shell bash --run 1 --status 126 --ring "$dir/none.ring" --command 'bin/tool --version'
	echo "$output"
	[[ $output == "remedy: bin/tool asks for /nonexistent/bin/python3.9, which is not there"* ]]
	# The ring knows nothing of it, and nothing is printed for a command that is there.
	run remedy report --shell bash --run 1 --status 127 --ring "$dir/none.ring" --command 'true'
	[ -z "$output" ]
	run remedy report --shell bash --run 1 --status 127 --ring "$dir/none.ring" --command '$UNKNOWN x'
	[ -z "$output" ]
}

@test "in German and Chinese, and in English where nothing is set" {
	printf 'import sys\nsys.path = [p for p in sys.path if "packages" not in p]\nimport yaml\n' >a.py
	terminal <<'EOF'
go 1 python3 a.py
export LC_ALL=
LANG=de_DE.UTF-8 told 1 1 "python3 a.py" 2>de
LANG=zh_TW.UTF-8 told 1 1 "python3 a.py" 2>zh
unset LC_ALL LANG; told 1 1 "python3 a.py" 2>en
EOF
	grep -q '^  Abhilfe  ' de
	grep -q '^  解法  ' zh
	grep -q '^  fix   ' en
}

@test "40 columns: six lines at most, prose within the width" {
	printf 'import sys\nsys.path = [p for p in sys.path if "packages" not in p]\nimport yaml\n' >a.py
	export COLUMNS=40
	terminal <<'EOF'
go 1 python3 a.py
told 1 1 "python3 a.py" 2>hint
EOF
	[ "$(wc -l <hint)" -le 6 ]
	! grep -v python hint | grep -qE '^.{40}'
	! grep -q ' $' hint
}

@test "what is said once, of the memory, keeps within the width too" {
	printf 'raise KeyError("a")\n' >a.py
	export COLUMNS=40
	unset REMEDY_MEMORY
	terminal <<'EOF'
go 1 python3 a.py
told 1 1 "python3 a.py" 2>hint
EOF
	grep -q '^  note  ' hint
	! sed -n '/^  note/,$p' hint | grep -qE '^.{41}'
	# below itself, as the fixes do
	! sed -n '/^  note/,$p' hint | grep -vE '^  note  [^ ]|^ {8}[^ ]'
}
