#!/usr/bin/env bats
# remedy facts: what it prints, and what it takes.

bats_require_minimum_version 1.5.0

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd -P)
	PATH=${REMEDY_STAGE:-$root/build}/bin:$PATH
	export HOME=$BATS_TEST_TMPDIR XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config XDG_CACHE_HOME=$BATS_TEST_TMPDIR/cache
	export LC_ALL=C.UTF-8
	unset LANGUAGE PYTHONPATH PYTHONHOME VIRTUAL_ENV
	cd "$BATS_TEST_TMPDIR" || return
}

newer_python() {
	local python
	for python in "$(getent passwd "$(id -u)" | cut -d: -f6)"/.pyenv/versions/3.1[2-9]*/bin/python; do
		[ -x "$python" ] && echo "$python" && return
	done
}

@test "prints every fact with where it came from" {
	run remedy facts --python /usr/bin/python3
	[ "$status" -eq 0 ]
	version=$(/usr/bin/python3 -c 'import platform; print(platform.python_version())')
	grep -E "^python.version +$version  \(" <<<"$output"
	grep -E "^os.name +linux  \(uname\)" <<<"$output"
	grep -E "^module.installed +-$" <<<"$output"
	grep -E "^native.glibc +[0-9.]+  \(libc.so.6\)" <<<"$output"
	[ "$(cut -d' ' -f1 <<<"$output" | LC_ALL=C sort -c 2>&1)" = "" ]
}

@test "prints some, as JSON" {
	run remedy facts --format json --python /usr/bin/python3 --module json module.installed module.version os.name
	[ "$status" -eq 0 ]
	[ "$(/usr/bin/python3 -c '
import json, sys
d = json.loads(sys.argv[1])
print(d["version"], [(f["name"], f["value"]) for f in d["facts"]])' "$output")" = \
		"1 [('module.installed', 'true'), ('module.version', None), ('os.name', 'linux')]" ]
}

@test "knows a venv and what is in it" {
	/usr/bin/python3 -m venv --without-pip .venv
	local site
	site=$(echo .venv/lib/python3.*/site-packages)
	mkdir "$site/toolbox"
	touch "$site/toolbox/__init__.py"
	run remedy facts --python .venv/bin/python --module toolbox python python.venv_path python.pip python.managed module.installed
	[ "$status" -eq 0 ]
	grep -E "^python +\.venv/bin/python" <<<"$output"
	grep -E "^python.venv_path +$BATS_TEST_TMPDIR/\.venv " <<<"$output"
	grep -E "^python.pip +false" <<<"$output"
	grep -E "^python.managed +false" <<<"$output"
	grep -E "^module.installed +true" <<<"$output"
	run remedy facts --python /usr/bin/python3 --module toolbox module.installed module.elsewhere_python
	grep -E "^module.installed +false" <<<"$output"
	grep -E "^module.elsewhere_python +\.venv/bin/python" <<<"$output"
}

@test "sees that cffi's compiled half is there for another Python" {
	python=$(newer_python) || true
	[ -n "$python" ] || skip "no Python newer than Debian's here"
	ls /usr/lib/python3/dist-packages/_cffi_backend.cpython-311-*.so || skip "no python3-cffi-backend here"
	PYTHONPATH=/usr/lib/python3/dist-packages run remedy facts --python "$python" --module _cffi_backend
	[ "$status" -eq 0 ]
	grep -E "^module.other_abi +true" <<<"$output"
	grep -E "^module.abis +3.11 " <<<"$output"
	grep -E "^module.other_abi_python +.*python3.11" <<<"$output"
	grep -E "^python.pythonpath_foreign +true" <<<"$output"
	run ! env PYTHONPATH=/usr/lib/python3/dist-packages "$python" -c 'import _cffi_backend'
}

@test "calls a library of one's own, and says why it cannot" {
	mkdir -p config/remedy/patterns
	printf '%s\n' 'int lab_version(void) { return 3007; }' \
		'struct version { int major, minor; };' \
		'struct version lab_abi(void) { struct version v = { 5, 1 }; return v; }' \
		'void lab_crash(void) { *(volatile int *)0 = 1; }' >lab.c
	cc -shared -fPIC -o liblab.so lab.c
	cat >config/remedy/patterns/native.yaml <<-YAML
		- native: lab
		  library: $PWD/liblab.so
		  call: int lab_version(void)
		  version: [1000, 1]
		- native: lab_abi
		  library: $PWD/liblab.so
		  call: "struct { int major; int minor; } lab_abi(void)"
		- native: lab_crash
		  library: $PWD/liblab.so
		  call: void lab_crash(void)
		- native: lab_gone
		  library: $PWD/libgone.so
	YAML
	run remedy facts native.lab native.lab_abi native.lab_crash.error native.lab_gone.error
	[ "$status" -eq 0 ]
	grep -E "^native.lab +3.7 " <<<"$output"
	grep -E "^native.lab_abi +5.1 " <<<"$output"
	grep -E "^native.lab_crash.error +the call died of SIGSEGV" <<<"$output"
	grep -E "^native.lab_gone.error +.*libgone.so: cannot open shared object file" <<<"$output"
}

# The blocks of one kind below a heading of a page.
blocks() { # FILE HEADING KIND
	awk -v heading="$2" -v kind="$3" '$0 == heading { on = 1 } on && $0 == "```" { out = 0 }
		out { print } on && $0 == "```" kind { out = 1 }' "$1"
}

@test "the example of docs/facts.md works as it is written" {
	command -v cc >/dev/null || skip "no C compiler here"
	mkdir -p config/remedy/patterns
	blocks "$root/docs/facts.md" "### One of your own, from the library to the hint" c >camera.c
	cc -shared -fPIC -o libcamera.so camera.c
	blocks "$root/docs/facts.md" "### One of your own, from the library to the hint" yaml |
		sed "s#/opt/lab/libcamera.so#$PWD/libcamera.so#" >config/remedy/patterns/camera.yaml
	run remedy facts native.camera native.camera_name
	[ "$status" -eq 0 ]
	grep -E "^native.camera +2.7 " <<<"$output"
	grep -E "^native.camera_name +Model T " <<<"$output"
	run remedy patterns test config/remedy/patterns/camera.yaml
	[ "$status" -eq 0 ]
	printf '%s\n' 'Traceback (most recent call last):' '  File "grab.py", line 1, in <module>' \
		'    camera.grab("RGB12")' 'camera.GrabError: frame format RGB12 is not supported' >log
	run remedy explain --local log
	[ "$status" -eq 0 ]
	[[ $output == *"libcamera 2.7 cannot grab RGB12 from the Model T"* ]]
}

@test "names a bad declaration with its place" {
	mkdir -p config/remedy/patterns
	printf '%s\n' '- native: good' '  library: libc.so.6' '- native: bad' '  library: libc.so.6' '  call: int (' >config/remedy/patterns/native.yaml
	run --separate-stderr remedy facts native.good
	[ "$status" -eq 0 ]
	# shellcheck disable=SC2154 # set by run
	[[ $stderr == *"native.yaml:3:"*"bad"* ]]
	[[ $output == "native.good"*"libc.so.6"* ]]
}

@test "an option's value behind =, as everywhere" {
	[ "$(remedy facts --format=json os.name | jq -r '.facts[0].value')" = linux ]
	[ "$(remedy facts --format json os.name)" = "$(remedy facts --format=json os.name)" ]
	run remedy history --format=json --limit=1
	[[ $status -eq 1 && $output == '{"version":1,"failures":[]}' ]]
	run remedy history --plot=x
	[[ $status -eq 2 && $output == *"'--plot=x' is no option"* ]]
	run remedy facts --nope=1
	[[ $status -eq 2 && $output == *"no option '--nope=1'"* ]]
}

@test "refuses what it does not understand" {
	run remedy facts no.such.fact
	[ "$status" -eq 2 ]
	[[ $output == *"no.such.fact"* ]]
	run remedy facts --colour red
	[ "$status" -eq 2 ]
	run remedy facts --module
	[ "$status" -eq 2 ]
	run remedy facts --format xml
	[ "$status" -eq 2 ]
	run remedy facts --python /nowhere/python3
	[ "$status" -eq 2 ]
	[[ $output == *"/nowhere/python3"* ]]
	run remedy facts --module nothing module.file
	[ "$status" -eq 1 ]
}

@test "starts no process, and shows no control character" {
	export PYTHONPATH=$'/x\033]0;title\a'
	run remedy facts python.pythonpath
	[ "$status" -eq 0 ]
	[[ $output != *$'\033'* && $output != *$'\a'* ]]
	command -v strace || skip "strace is not here"
	ASAN_OPTIONS=detect_leaks=0 strace -f -e trace=execve -o trace remedy facts --python /usr/bin/python3 --module yaml >out
	[ "$(grep -c execve trace)" -eq 1 ]
}
