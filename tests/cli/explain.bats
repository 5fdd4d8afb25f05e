# `remedy explain`: text from anywhere.

bats_require_minimum_version 1.5.0

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/explain.XXXXXX")
	export HOME=$dir/home LC_ALL=C.UTF-8 COLUMNS=100
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE
	mkdir -p "$HOME"
	cd "$dir"
	cat >log <<'EOF'
Traceback (most recent call last):
  File "/home/ada/fetch.py", line 1, in <module>
    import yaml
ModuleNotFoundError: No module named 'yaml'
EOF
}

teardown() {
	rm -rf "$dir"
}

@test "a change is told by the path from where the person stands" {
	mkdir -p shop
	export COLUMNS=500 # the folder may be a long one
	printf 'print(lenn("x"))\n' >shop/till.py
	here=$(pwd -P)
	printf 'Traceback (most recent call last):\n  File "%s/shop/till.py", line 1, in <module>\n    print(lenn("x"))\nNameError: name '"'lenn'"' is not defined\n' "$here" >log
	run -0 remedy explain log
	[[ $output == *": shop/till.py:1: lenn → len"* ]]
	run -0 remedy explain --format json log
	[[ $output == *"\"file\": \"$here/shop/till.py\""* || $output == *"\"file\":\"$here/shop/till.py\""* ]]
	cd shop
	run -0 remedy explain ../log
	[[ $output == *": till.py:1: lenn → len"* ]]
	cd /
	run -0 remedy explain "$here/log"
	[[ $output == *": $here/shop/till.py:1: lenn → len"* ]]
}

@test "a file, a pipe and - are the same" {
	run remedy explain log
	[ "$status" -eq 0 ]
	[[ $output == *PyYAML* ]]
	from_file=$output
	run remedy explain - <log
	[ "$output" = "$from_file" ]
	run bash -c 'cat log | remedy explain'
	[ "$output" = "$from_file" ]
}

@test "the hint leads to the page of its pattern" {
	run remedy explain log
	id=$(sed -n 's/.*`remedy why \(.*\)`.*/\1/p' <<<"$output")
	[ -n "$id" ]
	run remedy why "$id"
	[ "$status" -eq 0 ]
	[[ $output == "$id"* ]]
}

@test "exit status: 0 a hint, 1 none, 2 what cannot be read or understood" {
	run remedy explain log
	[ "$status" -eq 0 ]
	echo 'all is well' >fine
	run remedy explain fine
	[ "$status" -eq 1 ]
	[[ $output == *"no failure"* ]]
	run remedy explain "$dir/absent"
	[ "$status" -eq 2 ]
	[[ $output == *absent* ]]
	for wrong in --what --format=xml '--format' '--status=x' '--status=999' '--fact=novalue'; do
		run remedy explain "$wrong" log
		echo "$wrong: $output"
		[ "$status" -eq 2 ]
		[[ $output == *"Usage: remedy explain"* ]]
	done
}

@test "JSON: the contract, one line, an object even without a hint" {
	run remedy explain --format json log
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 1 ]
	jq -e '.version == 1 and (.failures | length) == 1 and .failures[0].type == "ModuleNotFoundError"
		and .failures[0].frames[0].line == 1 and .failures[0].cause == null
		and (.hints[0] | .id and .summary and .exception == "ModuleNotFoundError" and (.fixes | length) > 0)
		and (.hints[0].fixes | all(.kind and has("label") and (.command or .text or .file)))' <<<"$output"
	run remedy explain --format=json - </dev/null
	[ "$status" -eq 1 ]
	jq -e '.version == 1 and .failures == [] and .hints == []' <<<"$output"
	run remedy explain --format json log log
	jq -e '(.failures | length) == 2' <<<"$output"
}

@test "several files: each failure once, with its places" {
	echo fine >fine
	run remedy explain log fine
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = log:1 ]
	[[ $output == *PyYAML* ]]
	[[ $output != *fine* ]]
	{ echo fine; cat log; echo fine; cat log; } >twice
	run remedy explain log twice
	[ "${lines[0]}" = "log:1 (3 times, last in twice:7)" ]
	[ "$(grep -c '^remedy:' <<<"$output")" -eq 1 ]
	run remedy explain fine fine
	[ "$status" -eq 1 ]
	[[ $output == *"no failure"* ]]
}

@test "facts by hand: another machine, another fix" {
	run remedy explain --fact python=/opt/x/bin/python --fact python.venv=true --fact python.pip=true log
	[[ $output == *"/opt/x/bin/python -m pip install PyYAML"* ]]
}

@test "a traceback whose file is here, with that very line, is this machine's" {
	printf '[project]\nname = "x"\nversion = "1"\n' >pyproject.toml
	: >uv.lock
	printf 'import yaml\n' >fetch.py
	sed "s|/home/ada|$dir|" log >here
	run remedy explain --format json here
	jq -e '[.hints[].fixes[].command] | index("uv add PyYAML") != null' <<<"$output"
	printf 'import something_else\n' >fetch.py
	run remedy explain --format json here
	jq -e '[.hints[].fixes[].command] | index("uv add PyYAML") == null' <<<"$output"
	run remedy explain --local --format json log
	jq -e '[.hints[].fixes[].command] | index("uv add PyYAML") != null' <<<"$output"
}

@test "--trace tells why a pattern spoke or not" {
	run remedy explain --trace log
	[ "$status" -eq 0 ]
	[[ $output == *"its facts hold"* ]]
	[[ $output == *".yaml:"* ]]
}

@test "binary, not UTF-8, NULs, escapes, one endless line" {
	head -c 300000 /dev/urandom >noise
	run timeout 20 remedy explain noise
	[ "$status" -le 1 ]
	{ head -c 1000 /dev/urandom; printf '\n\0\0\n'; cat log; } >mixed
	run timeout 20 remedy explain mixed
	[ "$status" -eq 0 ]
	printf 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\n\033[1;35mModuleNotFoundError\033[0m: \033[35mNo module named '"'yaml'"'\033[0m\n' >colours
	run remedy explain colours
	[ "$status" -eq 0 ]
	[[ $output != *$'\033'* ]]
	{ head -c 50000000 /dev/zero | tr '\0' x; echo; cat log; } >line
	run timeout 30 remedy explain line
	[ "$status" -eq 0 ]
	[[ $output == *PyYAML* ]]
}

@test "100 MB: from a file and through a pipe, with bounded memory" {
	yes 'INFO 2024-01-01 12:00:00 all is well with this line of the log' | head -c 100000000 >big
	run timeout 60 remedy explain big
	[ "$status" -eq 1 ]
	cat log >>big
	run timeout 60 remedy explain big
	[ "$status" -eq 0 ]
	[[ $output == *PyYAML* ]]
	# Sanitizers need an address space of their own.
	ldd "$REMEDY_STAGE/bin/remedy" | grep -q asan || limit='ulimit -v 400000;'
	run bash -c "${limit-} cat big | timeout 60 remedy explain"
	[ "$status" -eq 0 ]
	[[ $output == *PyYAML* ]]
}

@test "sizes that are a multiple of the page: nothing behind the end is read" {
	for size in 4096 8192; do
		{ head -c $((size - $(wc -c <log))) /dev/zero | tr '\0' '\n'; cat log; } >page
		[ "$(wc -c <page)" -eq "$size" ]
		run remedy explain page
		[ "$status" -eq 0 ]
	done
}

@test "where UTF-8 is not to be had the hint is ASCII" {
	run env LC_ALL=C remedy explain log
	[ "$status" -eq 0 ]
	! grep -qP '[^\x00-\x7F]' <<<"$output"
}

@test "words that only a pattern knows need no word of failure beside them" {
	run remedy explain - <<<'No data to report.'
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *coverage* ]]
}

@test "a version that nobody knows silences no pattern whose message proves it" {
	run remedy explain - <<<$'Traceback (most recent call last):\n  File "/home/ada/a.py", line 1, in <module>\n    raw_input()\nNameError: name \'raw_input\' is not defined'
	echo "$output"
	[[ $output == *"builtin of Python 2"* ]]
	run remedy explain - <<<"ModuleNotFoundError: No module named 'distutils'"
	echo "$output"
	[[ $output == *"was removed in Python 3.12"* ]]
	[[ $output != *"this is"* ]]
}

@test "a missing part of a package that was found is not installed" {
	run remedy explain - <<<$'Traceback (most recent call last):\n  File "/home/ada/a.py", line 1, in <module>\n    import requests.cookie\nModuleNotFoundError: No module named \'requests.cookie\''
	echo "$output"
	[[ $output == *"requests is installed"* ]]
	[[ $output != *"pip install requests"* ]]
}

@test "a library of the system is named for each system where nobody knows which it is" {
	run remedy explain - <<<$'gcc -c x.c\nx.c:1:10: fatal error: ffi.h: No such file or directory\ncompilation terminated.\nerror: command \'gcc\' failed with exit status 1'
	echo "$output"
	[[ $output == *"Debian, Ubuntu: apt install libffi-dev"* ]]
	[[ $output == *"dnf install libffi-devel"* ]]
}

@test "a namespace that is missing as a whole: what is wanted of it stands in the import statement" {
	wanted() { # STATEMENT MODULE DISTRIBUTION
		printf 'Traceback (most recent call last):\n  File "/home/ada/a.py", line 1, in <module>\n    %s\nModuleNotFoundError: No module named '"'%s'"'\n' \
			"$1" "$2" >missing
		run remedy explain missing
		echo "$1: $output"
		[ "$status" -eq 0 ]
		if [ -n "$3" ]; then
			[[ $output == *"-m pip install $3"* ]]
		else
			[[ $output != *"pip install"* ]]
		fi
	}
	wanted 'import mysql.connector' mysql mysql-connector-python
	wanted 'from google.cloud import storage, bigquery' google google-cloud-storage
	wanted 'from google.cloud.bigquery import (Client,' google google-cloud-bigquery
	wanted 'import os, azure.identity as identity' azure azure-identity
	wanted 'from ruamel.yaml import YAML' ruamel ruamel.yaml
	wanted 'import mysql' mysql ''
	wanted 'from google.nothing import known' google ''
	wanted 'import xgoogle.cloud.storage' xgoogle ''
	wanted 'google = load("google.cloud.storage")' google ''
}
