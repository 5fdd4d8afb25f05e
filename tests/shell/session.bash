# For the tests of the shell integration: real shells on a pseudo-terminal, with
# the staged integration and capture, and a remedy that only tells how it was
# called. bats sources this.
# shellcheck shell=bash disable=SC2034,SC2154

here=$BATS_TEST_DIRNAME
stage=$(realpath "${REMEDY_STAGE:-$here/../../build}")
capture=$stage/lib/remedy/libremedy-capture.so

# The system's Python, for its many hundred starts without what the machine's
# site-packages do at each; one for all tests of a file.
quick_python() {
	mkdir -p "$BATS_FILE_TMPDIR/python/bin"
	cp /usr/bin/python3 "$BATS_FILE_TMPDIR/python/bin/"
	printf 'home = /usr/bin\ninclude-system-site-packages = false\n' >"$BATS_FILE_TMPDIR/python/pyvenv.cfg"
}

setup() {
	[[ -e $BATS_FILE_TMPDIR/python || ! -x /usr/bin/python3 ]] || quick_python
	cd "$BATS_TEST_TMPDIR" || return
	mkdir -p home run bin work run/remedy
	T=$PWD
	export HOME=$T/home XDG_RUNTIME_DIR=$T/run TERM=dumb LC_ALL=C.UTF-8 PATH=$T/bin:$BATS_FILE_TMPDIR/python/bin:/usr/bin:/bin SHELL=/bin/bash T
	unset LD_PRELOAD REMEDY_CAPTURE REMEDY_PRELOAD REMEDY_COMMANDS PROMPT_COMMAND PS0 LANGUAGE PYENV_ROOT INSIDE_EMACS TERM_PROGRAM
	unset XDG_CONFIG_HOME XDG_CACHE_HOME HISTFILE HISTCONTROL ZDOTDIR BASH_ENV ENV TMUX
	chmod 700 run run/remedy
	# Other versions than the machine's: REMEDY_BASH=/path/to/bash tests/shell/run
	local shell
	for shell in bash zsh fish; do
		local other=REMEDY_${shell^^}
		[[ ! ${!other-} ]] || ln -s "${!other}" "bin/$shell"
	done
	cat >bin/remedy <<-'END'
	#!/bin/sh
	echo "$*" >>"$T/arguments"
	case $1 in
	report | not-found) ;;
	fix) # leaves what is to be run where the shell looks
		[ ! -f "$T/leave" ] || cp --no-dereference "$T/leave" "$XDG_RUNTIME_DIR/remedy/"$PPID-*.run
		rm -f "$T/leave"
		exit 0
		;;
	init) echo "$*" >>"$T/asked" && exit 0 ;;
	*) echo "remedy $*" && exit 0 ;;
	esac
	printf 'HINT' >&2
	printf ' <%s>' "$@" >&2
	[ "$1" != report ] || printf ' <--command> <%s>' "$REMEDY_LINE" >&2
	echo >&2
	END
	printf '#!/bin/sh\nprintenv LD_PRELOAD REMEDY_CAPTURE | sed "s/^/SEES /"\nexit ${1:-0}\n' >bin/sees
	printf '#!/usr/bin/python3\nimport sys; sys.exit(int((sys.argv + [0])[1]))\n' >bin/pyscript
	printf '#!/bin/sh\nexit ${1:-0}\n' >bin/shscript
	printf 'import sys; sys.exit(3)\n' >work/fails.py
	chmod +x bin/*
	cd work || return
	BEFORE='' AFTER=''
}

# What a person's startup file has, in a shell: `rc SHELL plain|remedy`.
rc() {
	case $1 in
	bash) printf '%s\n' "PS1='@> '" 'unset HISTFILE' "bind 'set enable-bracketed-paste off'" ;;
	zsh) printf '%s\n' "PS1='@> '" 'unsetopt zle prompt_sp' "unset HISTFILE; HISTSIZE=100" ;;
	fish) printf '%s\n' "function fish_prompt; echo -n '@> '; end; set -g fish_greeting; set -e fish_private_mode" ;;
	esac
	printf '%s\n' "$BEFORE"
	if [[ $2 == remedy ]]; then
		integration "$1"
	fi
	printf '%s\n' "$AFTER"
}

# What `remedy init` prints, but for the program.
integration() {
	"$stage/bin/remedy" init "$1" | sed "s|$stage/bin/remedy|$T/bin/remedy|"
}

# session SHELL plain|remedy [OPTION…] <lines: the transcript, without returns.
session() {
	local shell=$1 kind=$2
	shift 2
	rc "$shell" "$kind" >"$T/rc.$kind"
	cat >"$T/lines"
	local command
	case $shell in
	bash) command=(env ENV="$T/rc.$kind" bash --noprofile --rcfile "$T/rc.$kind" "$@" -i) ;;
	zsh) mkdir -p "$T/z.$kind" && mv "$T/rc.$kind" "$T/z.$kind/.zshrc" && command=(env ZDOTDIR="$T/z.$kind" zsh -d "$@" -i) ;;
	fish) command=(fish --no-config -i -C "source $T/rc.$kind" "$@") ;;
	esac
	expect "$here/session.exp" "$T/lines" "${command[@]}" |
		if [[ $shell == fish ]]; then # what 4.0 and later tell the terminal
			sed 's/\x1b\][^\x07\x1b]*\(\x07\|\x1b\\\)//g; s/\x1b[[<=>?0-9;]*[A-Za-z]\?//g'
		else
			cat
		fi | sed 's/\r//g; s/^\(\[[0-9]*\][+-]*\) [0-9]*$/\1 PID/'
}

# same SHELL [OPTION…] <lines: the session with remedy is the session without, hints aside.
same() {
	local shell=$1
	shift
	cat >"$T/typed"
	session "$shell" plain "$@" <"$T/typed" >"$T/plain"
	session "$shell" remedy "$@" <"$T/typed" >"$T/remedy"
	if grep -q 'WITHIN THE TIME' "$T/plain" "$T/remedy"; then
		cat "$T/plain" "$T/remedy"
		return 1
	fi
	diff "$T/plain" <(sed -z 's/HINT [^\n]*\n//g' "$T/remedy")
}

# play SHELL remedy [OPTION…] <lines: the same into $output; fails if the shell hung.
play() {
	output=$(session "$@")
	[[ $output != *'WITHIN THE TIME'* ]] || { echo "$output" && return 1; }
}

hints() { grep -c '^HINT' <<<"$output" || true; }

# lives_with_few_descriptors SHELL: while there are too few, nothing is said.
lives_with_few_descriptors() {
	local few
	for few in 3 4 6 9; do
		play "$1" remedy <<-END
		ulimit -S -n $few
		python3 -c 'exit(3)'
		remedy why
		python3 -c 'exit(4)'; :
		ulimit -S -n 256
		echo alive-\$?
		python3 -c 'exit(5)'
		END
		[[ $output == *alive-0* && $(hints) -eq 1 && $output != *__remedy* && $output != *'/dev/null'* && $output != *duplicate* ]] || return
	done
	play "$1" remedy <<-'END'
	ulimit -S -n 4; python3 -c 'exit(3)'
	ulimit -S -n 256; python3 -c 'exit(4)'
	END
	[[ $(hints) -eq 1 && $output != *__remedy* && $output != *'/dev/null'* ]] || return
	play "$1" remedy <<-'END'
	bash -c 'ulimit -n 4'
	(ulimit -n 9)
	ulimit -c 0; seq 3 | head -n 2
	python3 -c 'exit(3)'
	END
	[[ $(hints) -eq 1 ]]
}
