#!/usr/bin/env bats
# remedy not-found: words of Python's world that are no command.

setup() {
	stage=$(realpath "${REMEDY_STAGE:-$BATS_TEST_DIRNAME/../../build}")
	cd "$BATS_TEST_TMPDIR" || return
	mkdir -p home bin work
	export HOME=$PWD/home TERM=dumb LC_ALL=C.UTF-8 COLUMNS=100
	unset LANGUAGE VIRTUAL_ENV
	cd work || return
}

has() {
	local name
	for name; do printf '#!/bin/sh\n' >"../bin/$name" && chmod +x "../bin/$name"; done
}

ask() { run env PATH="$BATS_TEST_TMPDIR/bin" "$stage/bin/remedy" not-found "$@"; }

@test "python where only python3 is" {
	has python3
	ask python app.py 'a b'
	[[ $status -eq 0 && $output == *"python3 app.py 'a b'"* ]]
	ask python3
	[[ $status -eq 0 ]]
}

@test "pip is its Python's" {
	has python3
	for word in pip pip3; do
		ask $word install x
		[[ $status -eq 0 && $output == *'python3 -m pip install x'* && $output != *sudo* ]]
	done
}

@test "a version that is not here" {
	has python3 uv
	ask python3.14 a.py
	[[ $status -eq 0 && $output == *'uv python install 3.14'* && $output == *'python3 a.py'* ]]
	ask python2 a.py
	[[ $status -eq 0 && $output == *2020* ]]
}

@test "a tool in the project's environment, from a folder below" {
	mkdir -p .venv/bin src/deep
	touch .venv/pyvenv.cfg .venv/bin/activate
	printf '#!/bin/sh\n' >.venv/bin/pytest
	chmod +x .venv/bin/pytest
	ask pytest -x
	[[ $status -eq 0 && $output == *'.venv/bin/pytest -x'* && $output == *'source .venv/bin/activate'* ]]
	cd src/deep
	ask pytest
	[[ $output == *'../../.venv/bin/pytest'* ]]
}

@test "a script of the folder" {
	has python3
	printf '#!/usr/bin/env python3\n' >fetch.py
	ask fetch.py --all 'a b'
	[[ $status -eq 0 && $output == *"python3 fetch.py --all 'a b'"* && $output != *./fetch.py* ]]
	chmod +x fetch.py
	ask fetch.py
	[[ $output == *'./fetch.py'* ]]
	ask other.py
	[ "$status" -eq 1 ]
}

@test "a tool in ~/.local/bin that is not on PATH" {
	mkdir -p "$HOME/.local/bin"
	printf '#!/bin/sh\n' >"$HOME/.local/bin/black"
	chmod +x "$HOME/.local/bin/black"
	ask black .
	[[ $status -eq 0 && $output == *'~/.local/bin/black .'* && $output == *'export PATH='* ]]
}

@test "a known tool: into the project, on its own, or into a new environment" {
	has python3
	ask ruff
	[[ $output == *'python3 -m venv .venv && .venv/bin/python -m pip install ruff'* ]]
	has pipx
	ask http
	[[ $output == *httpie* && $output == *'pipx install httpie'* ]]
	mkdir -p .venv/bin && touch .venv/pyvenv.cfg
	ask flask run
	[[ $output == *'.venv/bin/python -m pip install flask'* ]]
}

@test "misspelled" {
	has python3
	ask pyhton a.py
	[[ $status -eq 0 && $output == *'python3 a.py'* ]]
	ask djagno-admin
	[[ $status -eq 0 && $output == *django-admin* ]]
	has pytest
	ask pytst -x
	[[ $status -eq 0 && $output == *'pytest -x'* ]]
}

@test "nothing for the rest of the world" {
	has python3 pipx uv
	for word in gti htop sl docker ./python 'a b' '$(x)' -x '' $'\e[1m' pi task; do
		ask "$word"
		[[ $status -eq 1 && -z $output ]]
	done
}

@test "hostile arguments do not reach a command" {
	has python3
	ask python $'a\e]0;x\a' '$(reboot)' "it's"
	[[ $status -eq 0 && $output != *$'\e'* && $output == *"'\$(reboot)'"* ]]
}

@test "German and Traditional Chinese" {
	has python3
	LC_ALL='' LANG=de_DE.UTF-8 ask python
	[[ $output == *'heißt python3'* ]]
	LC_ALL='' LANG=zh_TW.UTF-8 ask python
	[[ $output == *'它叫做 python3'* ]]
}

@test "init: the same text each time, and only for shells it knows" {
	for shell in bash zsh fish; do
		run "$stage/bin/remedy" init $shell
		[[ $status -eq 0 && $output == *"remedy.$shell"* ]]
		first=$output
		run "$stage/bin/remedy" init $shell
		[[ $output == "$first" ]]
	done
	run "$stage/bin/remedy" init tcsh
	[[ $status -eq 2 ]]
}

@test "init: the capture is tried once, and again when it is another; where it fails there is none" {
	command -v strace >/dev/null || skip "no strace here"
	unset XDG_CACHE_HOME
	cp -r "$stage" "$BATS_TEST_TMPDIR/here"
	mkdir -p -m 700 "$BATS_TEST_TMPDIR/runtime"
	init() { # a leak cannot be looked for in what is traced
		ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0 XDG_RUNTIME_DIR=$BATS_TEST_TMPDIR/runtime strace -f -qq -o "$BATS_TEST_TMPDIR/trace" -e signal=none -e trace=execve \
			"$BATS_TEST_TMPDIR/here/bin/remedy" init bash
		started=$(grep -c 'execve("/bin/true"' "$BATS_TEST_TMPDIR/trace" || true)
	}
	init >first
	[ "$started" = 1 ]
	grep -q 'lib=[^ ]*capture.so' first
	init >second
	[ "$started" = 0 ]
	cmp first second
	touch "$BATS_TEST_TMPDIR/here/lib/remedy/libremedy-capture.so"
	init >second
	[ "$started" = 1 ]
	cmp first second
	echo nonsense >"$HOME/.cache/remedy/trial"
	init >second
	[ "$started" = 1 ]
	# the loader would complain of this one, once a program: none, and not remembered as good
	echo '#' >"$BATS_TEST_TMPDIR/here/lib/remedy/libremedy-capture.so"
	for time in 1 2; do
		init >second
		[ "$started" = 1 ]
		! grep -q 'lib=[^ ]*capture.so' second
	done
}

@test "init: a path with a space or a colon gives an integration without capture (R29)" {
	for place in 'a b' a:b; do
		mkdir -p "$BATS_TEST_TMPDIR/$place"
		cp -r "$stage/bin" "$stage/lib" "$stage/share" "$BATS_TEST_TMPDIR/$place/"
		run "$BATS_TEST_TMPDIR/$place/bin/remedy" init bash
		[[ $status -eq 0 && $output == *"__remedy_lib='' "* && $output == *"$place"* ]]
		eval "${lines[0]}"
		[[ -x $__remedy_bin && -r $__remedy_file ]]
	done
}
