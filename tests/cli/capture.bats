#!/usr/bin/env bats
# libremedy-capture.so in real programs. This test's own shell stands for the
# person's; `captured N COMMAND…` is what the integration does for line N.

bats_require_minimum_version 1.5.0

setup_file() {
	cd "$BATS_TEST_DIRNAME/../.." || return 1
	export STAGE=${REMEDY_STAGE:-$PWD/build} TOP=$PWD
	export SO=$STAGE/lib/remedy/libremedy-capture.so
	export PYTHON=/usr/bin/python3
	cd "$BATS_FILE_TMPDIR" || return 1
	local -a sanitized=()
	! grep -q __asan_init "$STAGE/obj/libremedy.a" || sanitized=(-fsanitize=address,undefined)
	cc -O1 -std=gnu11 -D_GNU_SOURCE "${sanitized[@]}" -I"$TOP/src" -o show "$TOP/tests/capture/show.c" "$STAGE/obj/libremedy.a"
	cc -O2 -D_GNU_SOURCE -o prints "$TOP/tests/capture/prints.c"
	cc -O0 -D_GNU_SOURCE -o prints-plain "$TOP/tests/capture/prints.c"
	cc -O2 -D_FORTIFY_SOURCE=2 -D_GNU_SOURCE -o prints-fortified "$TOP/tests/capture/prints.c"
	cc -o asserts "$TOP/tests/capture/asserts.c"
	cc -O1 -D_GNU_SOURCE -pthread -o threads "$TOP/tests/capture/threads.c"
	c++ -o terminates "$TOP/tests/capture/terminates.cc"
}

setup() {
	export XDG_RUNTIME_DIR=$BATS_TEST_TMPDIR
	RING=$BATS_TEST_TMPDIR/remedy/$$-12345.ring
	BIN=$BATS_FILE_TMPDIR
	cd "$BATS_TEST_TMPDIR" || return 1
}

captured() {
	local number=$1
	shift
	REMEDY_CAPTURE="$number:$$:$RING" LD_PRELOAD=${LD_PRELOAD:+$LD_PRELOAD:}$SO "$@"
}

show() {
	"$BIN/show" "$RING" "$1"
}

text_of() {
	show "$1" | sed '1,/^text/d'
}

# The same command with and without us: status, stdout and stderr must be equal.
same_as_without() {
	local with=0 without=0
	"$@" >plain.out 2>plain.err || without=$?
	captured 1 "$@" >with.out 2>with.err || with=$?
	[ "$with" = "$without" ]
	cmp plain.out with.out
	cmp plain.err with.err
}

pythons() {
	local python
	for python in "$PYTHON" ~/.pyenv/versions/*/bin/python; do
		[[ ! -x $python ]] || echo "$python"
	done
}

@test "a traceback, the process and its status are in the ring" {
	run -3 captured 7 "$PYTHON" -c 'import sys; sys.stderr.write("one\n"); sys.exit(3)' a 'b c'
	run -0 show 7
	[[ ${lines[0]} == "process python3"*" depth=0 python status=3 culprit argv=$PYTHON|-c|"*"|a|b c execfn=$PYTHON cwd=$BATS_TEST_TMPDIR "*PATH=* ]]
	[ "${lines[1]}" = text ]
	[ "${lines[2]}" = one ]
	[ "$(stat -c %a "$RING")" = 600 ]
	[ "$(stat -c %a "${RING%/*}")" = 700 ]
	[ "$(ls "${RING%/*}")" = "${RING##*/}" ]
}

@test "the first line tells the shell what failed" {
	captured 7 "$PYTHON" -c pass
	IFS='' read -rn 64 line <"$RING"
	[[ $line == 'remedy-ring 1 run=00000000000007 '*' failed=0000000000 '* ]]
	read -r line <"$RING"
	[[ $line == *' started=0000000007'* ]]
	captured 8 "$PYTHON" -c '1/0' 2>/dev/null || true
	captured 9 /bin/true
	read -r line <"$RING"
	[[ $line == 'remedy-ring 1 run=00000000000009 '*' failed=0000000008 '*' started=0000000008'* ]]
	# Only grows.
	captured 3 "$PYTHON" -c '1/0' 2>/dev/null || true
	read -r line <"$RING"
	[[ $line == *' failed=0000000008 '*' started=0000000008'* ]]
}

@test "what C prints in every way is recorded once, and printed as before" {
	for program in prints prints-plain prints-fortified; do
		same_as_without "$BIN/$program"
		rm -f "$RING"
		captured 1 "$BIN/$program" 2>"$program.err" || true
		text_of 1 >recorded
		diff "$program.err" recorded
		[ "$(wc -l <recorded)" = 23 ]
	done
}

@test "an assertion and std::terminate" {
	# The shell itself says "Aborted" behind it.
	captured 1 "$BIN/asserts" 2>err || status=$?
	[ "$status" = 134 ]
	sed -i '/ Aborted /d' err
	[ "$(cat err)" = "$(text_of 1)" ]
	[[ $(cat err) == *"Assertion \`argc == 77' failed." ]]
	captured 2 "$BIN/terminates" 2>err || status=$?
	sed -i '/ Aborted /d' err
	[ "$(cat err)" = "$(text_of 2)" ]
	[[ $(cat err) == *"what():  no such luck" ]]
}

@test "every Python: tracebacks, usage, missing scripts, exit statuses" {
	number=0
	while read -r python; do
		for words in "-c 1/0" "nosuchfile.py" "-c 'unclosed" "--no-such-option" "-c raise(SystemExit(7))" \
			"-c import(os" "-c pass" "-c import(sys);sys.exit(-1)"; do
			status=0
			# shellcheck disable=SC2086
			captured $((++number)) "$python" $words 2>err || status=$?
			diff err <(text_of "$number")
			show "$number" | grep -q "depth=0 python status=$status "
		done
		status=0
		captured $((++number)) "$python" -c 'import os; os.abort()' 2>err || status=$?
		[ "$status" = 134 ]
		show "$number" | grep -q "depth=0 python"
	done < <(pythons)
}

@test "400 alternating lines on both streams stay in order on a terminal" {
	cat >session <<-SESSION
		REMEDY_CAPTURE="5:\$\$:$BATS_TEST_TMPDIR/remedy/\$\$-1.ring" LD_PRELOAD=$SO "$PYTHON" "$TOP/tests/capture/alternates.py"
	SESSION
	script -qefc "bash session" typescript >/dev/null </dev/null
	for i in {0..199}; do
		echo "out $i"
		echo "err $i"
	done >wanted
	diff wanted <(tr -d '\r' <typescript | grep -E '^(out|err) ')
	diff <(grep err wanted) <("$BIN/show" remedy/*.ring 5 | sed '1,/^text/d')
}

@test "no descriptor is owned (R08)" {
	ls='import os; print(sorted(os.listdir("/proc/self/fd")))'
	[ "$("$PYTHON" -c "$ls" 2>&1)" = "$(captured 1 "$PYTHON" -c "$ls" 2>&1)" ]
	[ "$("$PYTHON" -c "$ls" 0<&- 2>&1)" = "$(captured 1 "$PYTHON" -c "$ls" 0<&- 2>&1)" ]
	[ "$("$PYTHON" -c "$ls" 2>&-)" = "$(captured 1 "$PYTHON" -c "$ls" 2>&-)" ]
	[ "$("$PYTHON" -c "$ls" 0<&- 2>&-)" = "$(captured 1 "$PYTHON" -c "$ls" 0<&- 2>&-)" ]
	captured 1 "$PYTHON" -c 'import os; os.closerange(3, 99); os.write(2, b"still\n")' 2>err
	[ "$(text_of 1)" = still ]
}

@test "threads, vfork and signal handlers (R10)" {
	captured 1 "$BIN/threads" 2>err
	[ "$(grep -c '^thread line$' err)" = 512 ]
	[ "$(grep -c '^vfork line$' err)" = 512 ]
	text_of 1 >recorded
	diff <(sort err) <(sort recorded)
}

@test "musl (R12)" {
	command -v musl-gcc >/dev/null || skip "no musl-gcc"
	musl-gcc -o musl "$TOP/tests/capture/musl.c"
	run -7 captured 1 ./musl
	captured 2 ./musl 2>err || true
	[ "$(cat err)" = "$(text_of 2)" ]
	grep -q '^perror: No such file or directory$' err
	run -7 env LD_PRELOAD="$SO" ./musl
}

@test "a program built with AddressSanitizer, below Python and directly (R13)" {
	cc -g -fsanitize=address -o overflows "$TOP/tests/capture/overflows.c" || skip "no AddressSanitizer"
	unset ASAN_OPTIONS # where remedy itself is built so, they name a file for what is found
	run -0 captured 1 "$PYTHON" -c 'import subprocess, sys; sys.exit(subprocess.run("./overflows").returncode)'
	captured 2 ./overflows 2>err
	[ "$(cat err)" = "ran x" ]
	[ "$(text_of 2)" = "ran x" ]
	run -1 captured 3 ./overflows wrong
	[[ $output == *heap-buffer-overflow* ]]
}

@test "the person's own LD_PRELOAD stays byte for byte (R28, R29)" {
	own='import os; print(os.environ.get("LD_PRELOAD", "unset"), "REMEDY_CAPTURE" in os.environ)'
	libm=$(ls /lib/*/libm.so.6 /lib64/libm.so.6 2>/dev/null | head -1)
	[ "$(captured 1 "$PYTHON" -c "$own")" = "unset False" ]
	[ "$(LD_PRELOAD=$libm captured 1 "$PYTHON" -c "$own")" = "$libm False" ]
	[ "$(REMEDY_CAPTURE=1:$$:$RING LD_PRELOAD=$libm:$SO:$libm "$PYTHON" -c "$own")" = "$libm:$libm False" ]
	[ "$(REMEDY_CAPTURE=1:$$:$RING LD_PRELOAD=$SO:$SO "$PYTHON" -c "$own")" = "unset False" ]
	[ "$(REMEDY_CAPTURE=1:$$:$RING LD_PRELOAD=:$SO "$PYTHON" -c "$own")" = " False" ]
	[ "$(REMEDY_CAPTURE=1:$$:$RING LD_PRELOAD="$libm $SO" "$PYTHON" -c "$own")" = "$libm False" ]
}

@test "children of Python get us back only if they are Python (R30)" {
	printf '#!%s\nimport sys; sys.exit("script")\n' "$PYTHON" >tool
	printf '#!/usr/bin/env python3\nimport sys; sys.exit("script")\n' >envtool
	printf "#!/bin/sh\n'''exec' %s \"\$0\" \"\$@\"\n' '''\nimport sys; sys.exit('script')\n" "$PYTHON" >longtool
	printf '#!/bin/sh\nenv\n' >other
	chmod +x tool envtool longtool other
	PATH=/usr/bin:/bin captured 1 "$PYTHON" - <<-'EOP'
		import os, subprocess, sys
		for command in (["env"], ["./other"], ["sh", "-c", "env"]):
		    out = subprocess.run(command, stdout=subprocess.PIPE).stdout
		    assert b"REMEDY_CAPTURE" not in out and b"LD_PRELOAD" not in out, (command, out)
		os.system("env > env.out")
		assert "REMEDY_CAPTURE" not in open("env.out").read()
		for command in ([sys.executable, "-c", "raise SystemExit('child')"], ["./tool"], ["./envtool"], ["./longtool"]):
		    assert subprocess.run(command).returncode == 1
		    assert os.spawnv(os.P_WAIT, command[0], command) == 1
		    assert os.waitpid(os.posix_spawn(command[0], command, os.environ), 0)[1] == 256
		    if "/" in command[0]: continue
		for text in ("python3 -c 'raise SystemExit(\"shell\")'", "cd . && A=1 exec python3 -c 'raise SystemExit(\"shell\")' 2>&2; true"):
		    subprocess.run(text, shell=True)
		for text in ("printenv LD_PRELOAD REMEDY_CAPTURE; python3 -V", "python3 -V; printenv LD_PRELOAD REMEDY_CAPTURE",
		             "python3 -V && $(echo printenv) LD_PRELOAD REMEDY_CAPTURE", "eval printenv LD_PRELOAD; python3 -V"):
		    assert not subprocess.run(text, shell=True, stdout=subprocess.PIPE).stdout.replace(b"Python ", b"", 1).strip(b".0123456789\n"), text
		os.environ["PATH"] += ":" + os.getcwd()
		pid = os.posix_spawnp("tool", ["tool"], os.environ)
		assert os.waitpid(pid, 0)[1] == 256
		subprocess.run([sys.executable, "-c", "raise SystemExit('cleared')"], env={})
		os.environ["LD_PRELOAD"] = "/lib64/libm.so.6" if os.path.exists("/lib64/libm.so.6") else ""
		show = "import os; raise SystemExit('LD=' + os.environ['LD_PRELOAD'])"
		subprocess.run([sys.executable, "-c", show])
	EOP
	text_of 1 >recorded
	[ "$(grep -c '^child$' recorded)" = 3 ]
	[ "$(grep -c '^script$' recorded)" = 10 ]
	[ "$(grep -c '^shell$' recorded)" = 2 ]
	[ "$(grep -c '^cleared$' recorded)" = 0 ]
	[ "$(grep -c '^LD=' recorded)" = 1 ]
	show 1 | grep -q '^process python3.* depth=1 python status=1 '
	read -r line <"$RING"
	[[ $line == *' failed=0000000000 '* ]]
}

@test "depth: a process that replaces itself stays where it is" {
	captured 1 "$PYTHON" -c 'import os, sys; os.execv(sys.executable, [sys.executable, "-c", "raise SystemExit(9)"])' || true
	show 1 | grep -q 'depth=0 python status=9 culprit'
	read -r line <"$RING"
	[[ $line == *' failed=0000000001 '* ]]
	captured 2 "$PYTHON" -c '
import subprocess, sys
again = "import subprocess, sys; sys.exit(subprocess.call([sys.executable, \"-c\", \"raise SystemExit(5)\"]))"
sys.exit(subprocess.call([sys.executable, "-c", again]))' || true
	[ "$(show 2 | grep -o 'depth=[0-9] python status=[0-9]' | sort)" = "$(printf 'depth=%d python status=5\n' 0 1 2)" ]
	show 2 | grep -q 'depth=0 python status=5 culprit'
}

@test "launchers that are no Python keep it at depth 0" {
	printf '#!/bin/bash\n"%s" -c "1/0"\n' "$PYTHON" >launcher
	chmod +x launcher
	run -1 captured 1 ./launcher
	show 1 | grep -q '^process bash depth=0 argv='
	show 1 | grep -q 'depth=0 python status=1 culprit'
	printf 'all:\n\t"%s" -c "1/0"\n' "$PYTHON" >Makefile
	run -2 captured 2 make
	show 2 | grep -q 'depth=0 python status=1 culprit'
	text_of 2 | grep -q ZeroDivisionError
	text_of 2 | grep -q '^make: .*Error 1'
}

@test "only what reaches the person is recorded (R31)" {
	captured 1 "$PYTHON" "$TOP/tests/capture/redirects.py" own 2>err
	[ "$(text_of 1)" = "$(printf 'kept: own\nkept: child inherits\nkept: back\n')" ]
	captured 2 "$PYTHON" "$TOP/tests/capture/redirects.py" own 2>&1 | cat >/dev/null
	[ "$(text_of 2)" = "$(printf 'kept: own\nkept: child inherits\nkept: back\n')" ]
	captured 3 "$PYTHON" "$TOP/tests/capture/redirects.py" own 2>/dev/null
	[ "$(text_of 3)" = "" ]
	(captured 4 "$PYTHON" -c '1/0' 2>err || true)
	[ "$(text_of 4)" = "$(cat err)" ]
	printf 'all:\n\t"%s" -c 1/0 2>hidden; "%s" -c 2/0\n' "$PYTHON" "$PYTHON" >Makefile
	captured 5 make 2>err || true
	[ "$(text_of 5)" = "$(cat err)" ]
	[ "$(text_of 5 | grep -c ZeroDivisionError)" = 1 ]
}

@test "the same on a terminal" {
	cat >session <<-SESSION
		export REMEDY_CAPTURE="5:\$\$:$BATS_TEST_TMPDIR/remedy/\$\$-1.ring" LD_PRELOAD=$SO
		"$PYTHON" "$TOP/tests/capture/redirects.py" own
		"$PYTHON" -c 'raise SystemExit("redirected")' 2>err.log
		"$PYTHON" -c 'raise SystemExit("piped")' 2>&1 | cat
		"$PYTHON" -c 'raise SystemExit("dropped")' 2>/dev/null
		"$PYTHON" -c 'import os; os.dup2(os.open("/dev/tty", 1), 2); os.write(2, b"tty\n")'
		true
	SESSION
	script -qefc "bash session" typescript >/dev/null </dev/null
	[ "$("$BIN/show" remedy/*.ring 5 | sed '1,/^text/d')" = "$(printf 'kept: own\nkept: child inherits\nkept: back\nredirected\npiped\n')" ]
}

@test "a static launcher's own pipe is not the person's (R31)" {
	cat >launcher.c <<-'EOC'
		#include <sys/wait.h>
		#include <unistd.h>
		int main(int argc, char **argv)
		{
			int ends[2];
			char text[512];
			if (argc > 2 && pipe(ends) == 0) {
				if (fork() == 0) {
					if (argv[1][0] == 'p')
						dup2(ends[1], 2);
					execv(argv[2], argv + 2);
				}
				close(ends[1]);
				while (read(ends[0], text, sizeof(text)) > 0)
					;
				wait(0);
			}
			return 0;
		}
	EOC
	cc -static -o launcher launcher.c || skip "no static libc"
	captured 1 ./launcher pipe "$PYTHON" -c 'raise SystemExit("internal")' 2>err
	show 1 | grep -q 'depth=0 python status=1'
	[ "$(text_of 1)" = "" ]
	captured 2 ./launcher inherit "$PYTHON" -c 'raise SystemExit("shown")' 2>err
	[ "$(text_of 2)" = shown ]
}

@test "test runners: stdout too, in order" {
	printf 'import os, sys\nos.write(1, b"out\\n")\nos.write(2, b"err\\n")\nos.write(1, b"FAILED\\n")\nsys.exit(1)\n' >pytest.py
	captured 1 "$PYTHON" pytest.py >both 2>&1 || true
	[ "$(text_of 1)" = "$(cat both)" ]
	captured 2 "$PYTHON" -m pytest >both 2>&1 || true
	[ "$(text_of 2)" = "$(cat both)" ]
	captured 3 "$PYTHON" -W ignore -m pytest -q >out 2>err || true
	[ "$(text_of 3)" = "$(printf 'out\nerr\nFAILED\n')" ]
	cp pytest.py program.py
	captured 4 "$PYTHON" program.py >both 2>&1 || true
	[ "$(text_of 4)" = err ]
	captured 5 "$PYTHON" -c 'import subprocess, sys; subprocess.run([sys.executable, "pytest.py"], stdout=subprocess.PIPE)' 2>err
	[ "$(text_of 5)" = err ]
}

@test "bytes, statuses and errors stay as they are (R32)" {
	cat >transparent.py <<-'EOP'
		import errno, os, sys
		r, w = os.pipe()
		os.set_blocking(w, False)
		saved = os.dup(2)
		os.dup2(w, 2)
		print(os.write(2, b"x" * 100000))
		for call in (lambda: os.write(2, b"y"), lambda: os.writev(2, [b"a", b"b"])):
		    try: print(call())
		    except OSError as e: print(e.errno)
		os.close(r)
		try: os.write(2, b"z")
		except OSError as e: print(e.errno)
		os.close(2)
		for call in (lambda: os.write(2, b"y"), lambda: os.write(-1, b""), lambda: os.write(1, b"")):
		    try: print(call())
		    except OSError as e: print(e.errno)
		os.dup2(saved, 2)
		print(os.write(2, b""), os.writev(2, [b"one\n", b"", b"\0two\xff\n"]))
	EOP
	same_as_without "$PYTHON" transparent.py
	same_as_without "$PYTHON" -c 'import ctypes; ctypes.CDLL(None).perror(None)'
	same_as_without ls /no/such/file
	same_as_without sort --no-such-option
	same_as_without sh -c 'echo x >&2; exit 4'
	same_as_without grep --no-such-option x
	same_as_without cat /no/such/file
	same_as_without awk 'BEGIN { print "x" > "/dev/stderr"; exit 3 }'
	same_as_without perl -e 'print STDERR "p\n"; exit 9'
	text_of 1 | grep -q '^p$'
}

@test "what is exported is what is interposed, and every import is weak (R33)" {
	nm -D --defined-only "$SO" | awk '{ print $3 }' | sort >exported
	tr ' ;' '\n\n' <"$TOP/src/capture/shim/exports.map" | grep -E '^\s*[a-zA-Z_0-9]+$' | tr -d '\t' |
		grep -vE '^(global|local)$' | sort >wanted
	diff wanted exported
	[ "$(wc -l <exported)" -gt 30 ]
	[ -z "$(nm -D --undefined-only "$SO" | awk '$1 != "w" && $1 != "v"')" ]
	run -1 grep -q NEEDED <(readelf -d "$SO")
	run -1 grep -q ' TLS ' <(readelf -lW "$SO")
}

@test "a library's own warn, error and dprintf stay its own" {
	cc -std=c99 -fno-builtin -shared -fPIC -o libown.so "$TOP/tests/capture/ownwords.c"
	cc -o usesown "$TOP/tests/capture/usesown.c" -L. -lown -Wl,-rpath,"$PWD"
	same_as_without ./usesown
	grep -q '^own dprintf 2.5 4 c$' with.out
	[ "$(text_of 1)" = "usesown: libc's own 7" ]
}

@test "a process of which much came after is still known when it fails" {
	cat >many.py <<-'EOP'
		import subprocess, sys
		for i in range(80):
		    subprocess.run([sys.executable, "-S", "-E", "-c", "", "x" * 3900])
		sys.exit("over")
	EOP
	captured 1 "$PYTHON" many.py first 2>err || true
	show 1 >shown
	grep -q 'depth=0 python status=1 culprit argv=.*|many.py|first ' shown
	[ "$(grep -c 'depth=0' shown)" = 1 ]
}

@test "nothing happens without our variable, or with one that is not ours" {
	LD_PRELOAD=$SO run -1 "$PYTHON" -c 'import os; assert "libremedy" in os.environ["LD_PRELOAD"]; 1/0'
	[[ $output == *ZeroDivisionError* ]]
	[ ! -e "${RING%/*}" ]
	for value in '' 1 1:2 "0:$$:$RING" "1:$$:relative.ring" "1:$$:$BATS_TEST_TMPDIR/other" "x:$$:$RING" "1:99999999999:$RING" \
		"1:$$:$BATS_TEST_TMPDIR/no/such/dir/x.ring" "1:$$:$RING:x" "1:$$:/proc/x/1-1.ring"; do
		run -1 env REMEDY_CAPTURE="$value" LD_PRELOAD="$SO" "$PYTHON" -c '1/0'
		[[ $output == "Traceback"*"ZeroDivisionError: division by zero" ]]
	done
	[ ! -e "${RING%/*}" ]
}

@test "rings and folders that are not ours are left alone" {
	garbage() { # how the ring is spoilt, on one line
		rm -rf "$BATS_TEST_TMPDIR/remedy"
		mkdir -m 700 "$BATS_TEST_TMPDIR/remedy"
		eval "$1"
		find remedy -printf '%p %y %s %m %l\n' | sort >before
		run -1 captured 1 timeout 10 "$PYTHON" -c '1/0'
		[[ $output == "Traceback"*"ZeroDivisionError: division by zero" ]]
		find remedy -printf '%p %y %s %m %l\n' | sort | diff before -
		run -1 timeout 10 "$BIN/show" "$RING" 1
		[[ $output == none:* ]]
		[ "${#lines[@]}" = 1 ]
	}
	garbage ': >"$RING"'
	garbage 'echo short >"$RING"; chmod 600 "$RING"'
	garbage 'head -c 1048576 /dev/zero >"$RING"; chmod 600 "$RING"'
	garbage 'head -c 1048576 /dev/urandom >"$RING"; chmod 600 "$RING"'
	garbage 'truncate -s 1G "$RING"; chmod 600 "$RING"'
	garbage 'mkfifo "$RING"; chmod 600 "$RING"'
	garbage 'mkdir "$RING"'
	garbage 'truncate -s 1M real; chmod 600 real; ln -s ../real "$RING"'
	garbage 'chmod 750 remedy'
	garbage 'rmdir remedy; mkdir -m 700 elsewhere; ln -s elsewhere remedy; rm -rf elsewhere/*'
	rm -f remedy
	captured 1 "$PYTHON" -c '1/0' 2>/dev/null || true
	cp -p "$RING" good
	garbage 'cp -p good "$RING"; chmod 644 "$RING"'
	garbage 'cp -p good "$RING"; truncate -s 1048575 "$RING"'
	garbage 'sed "1s/ring 1/ring 2/" good >"$RING"; chmod 600 "$RING"'
	if [[ $EUID == 0 ]]; then
		garbage 'cp -p good "$RING"; chown 12345 "$RING"'
		garbage 'chown 12345 remedy'
	fi
}

@test "no room, no ring: a limit on file sizes, a full disk" {
	(ulimit -f 100 && run -1 captured 1 "$PYTHON" -c '1/0' && [[ $output == *"division by zero" ]])
	[ -z "$(ls "${RING%/*}" 2>/dev/null)" ]
	(ulimit -v 65536 && run -1 captured 1 "$PYTHON" -c '1/0' && [[ $output == *"division by zero" ]])
}

@test "16 writers at once: every line whole, in each one's own order (R49)" {
	for i in {1..16}; do
		captured 1 "$PYTHON" -c '
import os, sys
for i in range(1000):
    os.write(2, b"%s %d %s\n" % (sys.argv[1].encode(), i, b"x" * (i % 80)))' "$i" 2>>err &
	done
	wait
	text_of 1 >recorded
	run -1 grep -vE '^[0-9]+ [0-9]+ x*$' recorded
	[ "$(wc -l <recorded)" -gt 5000 ]
	awk '$1 in last && $2 <= last[$1] { exit 1 } { last[$1] = $2 } length($3) != $2 % 80 { exit 1 }' recorded
	# Few enough that nothing is overwritten.
	for i in {1..16}; do
		captured 2 "$PYTHON" -c '
import os, sys
for i in range(300):
    os.write(2, b"%s %d %s\n" % (sys.argv[1].encode(), i, b"x" * (i % 80)))' "$i" 2>>few &
	done
	wait
	diff <(sort few) <(text_of 2 | sort)
}

@test "runs are kept apart, and a long one keeps its end" {
	captured 1 "$PYTHON" -c 'import os, time; os.write(2, b"early\n"); time.sleep(0.4); os.write(2, b"late\n")' 2>/dev/stderr &
	sleep 0.2
	captured 2 "$PYTHON" -c 'raise SystemExit("second")' || true
	wait
	[ "$(text_of 2)" = second ]
	[ "$(text_of 1)" = "$(printf 'early\nlate\n')" ]
	captured 3 "$PYTHON" -c '
import sys
for i in range(40000): sys.stderr.write("line %d of a very long text\n" % i)
sys.stderr.write("y" * 3000000 + "\n")
1/0' 2>err || true
	show 3 | head -2 | grep -q 'python status=1 culprit'
	show 3 | grep -q '^text truncated$'
	text_of 3 >recorded
	[ "$(tail -c 300000 err | cksum)" = "$(tail -c 300000 recorded | cksum)" ]
}

@test "a flood of long writes leaves its end, and what else was written" {
	captured 1 "$PYTHON" -c '
import os
os.write(2, b"the beginning\n")
for i in range(300):
    os.write(2, b"x" * 65536 + b"\nblock %d\n" % i)
    if i == 150: os.write(2, b"a line between\n")
os.write(2, b"the end\n")' 2>err
	text_of 1 >recorded
	show 1 | grep -q '^text truncated$'
	[ "$(head -n 1 recorded)" = "the beginning" ]
	[ "$(grep -v '^x*$' recorded | tail -n 4)" = "$(printf 'block 150\na line between\nblock 299\nthe end\n')" ]
	[ "$(wc -c <err)" = "$((14 + 300 * 65537 + 10 * 8 + 90 * 9 + 200 * 10 + 15 + 8))" ]
	# Threads that flood at once, and a child: each one's last block is whole.
	captured 2 "$PYTHON" -c '
import os, threading
def flood(name):
    for i in range(300): os.write(2, name * 70000 + b"\n%s %d ends\n" % (name, i))
threads = [threading.Thread(target=flood, args=(name,)) for name in (b"a", b"b", b"c", b"d")]
for t in threads: t.start()
for t in threads: t.join()
if os.fork() == 0:
    flood(b"e")
    os._exit(0)
os.wait()' 2>err
	text_of 2 >recorded
	grep -q '^e 299 ends$' recorded
	[ "$(grep -v '^[a-e]*$' recorded | grep -vcE '^[a-e] [0-9]+ ends$')" = 0 ]
	[ "$(grep -c '^[a-d] 299 ends$' recorded)" -ge 1 ]
}

@test "a forked child's text is its own" {
	captured 1 "$PYTHON" -c '
import os, sys
if os.fork() == 0:
    os.write(2, b"child\n")
    sys.exit(4)
os.wait()
os.write(2, b"parent\n")' 2>err
	[ "$(text_of 1)" = "$(printf 'child\nparent\n')" ]
	show 1 | grep -q 'depth=1 python status=4'
	show 1 | grep -q 'depth=0 python status=0'
	read -r line <"$RING"
	[[ $line == *' failed=0000000000 '* ]]
}
