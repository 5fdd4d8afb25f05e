# A real terminal (tmux) with an interactive shell in it, for bats: the shell
# has remedy loaded as a person would, HOME is a fresh folder.
#
# terminal_start SHELL DIR   the shell stands in DIR/work with DIR/environment sourced
# terminal_type TEXT         types a line and Enter
# terminal_ready             waits for the next prompt
# $screen                    what the terminal shows, with what scrolled off; lines joined
#
# shellcheck shell=bash

root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd -P)
stage=${REMEDY_STAGE:-$root/build}
columns=100

setup() {
	command -v tmux >/dev/null || skip "tmux is not installed"
	dir=$(mktemp -d)
	mkdir -m 700 "$dir/home" "$dir/run"
	exec {idle}<> <(:)
	tmux=(tmux -f /dev/null -S "$dir/tmux")
	language=()
}

teardown() {
	"${tmux[@]}" kill-server 2>/dev/null || true
	# A shell that is killed may still be writing its history.
	rm -rf "$dir" 2>/dev/null || { sleep 0.3 && rm -rf "$dir"; }
}

terminal_start() { # SHELL DIR
	local rc=$dir/home/.${1}rc variable names=()
	command -v "$1" >/dev/null || skip "$1 is not installed"
	{
		echo "PS1='ready> '"
		printf '. %q\ncd %q\n' "$2/environment" "$2/work"
		# shellcheck disable=SC2016 # for that shell
		printf 'eval "$(%q init %s)"\n' "$stage/bin/remedy" "$1"
	} >"$rc"
	# Nothing of whoever runs the tests: no language, no configuration.
	for variable in LANGUAGE LC_ALL LC_MESSAGES LC_CTYPE LD_PRELOAD REMEDY_CAPTURE XDG_CONFIG_HOME XDG_CACHE_HOME \
		XDG_STATE_HOME XDG_DATA_HOME PYTHONPATH PYTHONHOME VIRTUAL_ENV NO_COLOR CI BASH_ENV ENV PROMPT_COMMAND \
		TMUX PYENV_VERSION RUST_BACKTRACE; do
		names+=(-u "$variable")
	done
	local command=(bash --noprofile --rcfile "$rc" -i)
	[[ $1 == bash ]] || command=("$1" -i)
	env "${names[@]}" LANG=C.UTF-8 "${language[@]}" HOME="$dir/home" ZDOTDIR="$dir/home" XDG_RUNTIME_DIR="$dir/run" \
		SHELL="$(command -v "$1")" REMEDY_PLAIN=1 \
		"${tmux[@]}" set -g history-limit 5000 \; new-session -d -x "$columns" -y 50 "${command[*]@Q}"
	prompts=0
	terminal_ready
}

terminal_read() {
	screen=$("${tmux[@]}" capture-pane -p -J -S - 2>/dev/null) || screen=
}

# COMMAND…: without what bats does before every command of a test, which takes
# longer than the commands do.
untraced() {
	local status=0
	set +T
	"$@" || status=$?
	set -T
	return "$status"
}

# Before the next look at the screen; the first comes soon. Many suites wait at the
# same time: no process is started for it.
pause() { # TRIES
	read -rt "0.0$(($1 > 0 ? 5 : 2))" -u "$idle" || true
}

# Waits until one more prompt stands at the end of the screen.
terminal_ready() {
	untraced wait_for_prompt
}

wait_for_prompt() {
	local tries text rest count
	for ((tries = 0; tries < 600; tries++)); do
		pause "$tries"
		terminal_read
		if [[ ${screen##*$'\n'} == 'ready>'* ]]; then
			text=$'\n'$screen rest=${text//$'\nready>'/}
			count=$(((${#text} - ${#rest}) / 7))
			((count <= prompts)) || { prompts=$count && return; }
		fi
	done
	echo "no prompt within 30 seconds; the screen:"
	echo "$screen"
	return 1
}

terminal_type() {
	"${tmux[@]}" send-keys -l -- "$1"$'\r'
}

# The screen holds the text, whatever lines the terminal broke it into.
screen_has() {
	untraced words_hold "$1" && return
	printf 'not on the screen: %s\nthe screen:\n%s\n' "$1" "$screen"
	return 1
}

screen_lacks() {
	untraced words_lack "$1" && return
	printf 'on the screen: %s\nthe screen:\n%s\n' "$1" "$screen"
	return 1
}

words_hold() {
	local words text=$1
	while [[ $text == *'  '* ]]; do text=${text//  / }; done
	screen_words
	[[ $words == *"$text"* ]]
}

words_lack() {
	local words
	screen_words
	[[ $words != *"$1"* ]]
}

# Into $words: the screen with a space for each run of spaces and line ends.
screen_words() {
	local IFS=$' \n' all
	set -f
	# shellcheck disable=SC2206 # words are meant
	all=($screen)
	set +f
	words="${all[*]} "
	[[ $screen != [$' \n']* ]] || words=" $words"
}

# Makes the failure NAME happen in SHELL and holds the screen against the
# failure's file of what it must show ("! TEXT": must not show).
failure_shows() { # SHELL NAME [FILE]
	local text reason expected=$root/tests/failures/$2/${3:-expect}
	mkdir "$dir/failure"
	reason=$("$root/tests/failures/prepare" "$2" "$dir/failure" 2>&1) || {
		[[ $? == 77 ]] && skip "$reason"
		echo "$reason"
		return 1
	}
	terminal_start "$1" "$dir/failure"
	terminal_type "$(cat "$dir/failure/line")"
	terminal_ready
	while IFS= read -r text; do
		case $text in
		'') ;;
		'! '*) screen_lacks "${text#! }" ;;
		*) screen_has "$text" ;;
		esac || return 1
	done <"$expected"
}
