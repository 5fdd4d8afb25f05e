#!/usr/bin/env bats
# remedy add without a terminal, and the inbox; with one: tests/e2e/act-add.bats.

bats_require_minimum_version 1.5.0

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/add.XXXXXX")
	export HOME=$dir/home LC_ALL=C.UTF-8 XDG_RUNTIME_DIR=$dir/run TMPDIR=$dir/tmp
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE REMEDY_QUIET VISUAL EDITOR
	mkdir -p -m 700 "$HOME" "$XDG_RUNTIME_DIR" "$TMPDIR"
	mine=$HOME/.config/remedy/patterns
	cd "$dir"
	printf '%s\n' 'Traceback (most recent call last):' '  File "a.py", line 1, in <module>' '    x' "TillError: no till 'a'" >log
}

teardown() {
	rm -rf "$dir"
}

editor() { # SCRIPT: what VISUAL does with the file "$1"
	printf '#!/bin/sh\n%s\n' "$1" >"$dir/editor"
	chmod +x "$dir/editor"
	export VISUAL=$dir/editor
}

@test "without a terminal it says what to do, and writes nothing" {
	run remedy add log </dev/null
	[ "$status" = 1 ]
	[[ $output == *"there is no terminal to ask at"*"docs/patterns.md"* ]]
	run remedy add <&-
	[ "$status" = 1 ]
	[[ $output == *"this shell knows of no failure"* ]]
	run remedy add --paste log
	[ "$status" = 2 ]
	run remedy add --inbox x
	[ "$status" = 2 ]
	for missing in '--inbox 3' '--cure 3' nowhere.txt; do
		run remedy add $missing
		[ "$status" = 2 ]
	done
	# what was asked for is not asked for again
	run remedy add --paste <log
	[ "$status" = 1 ]
	[[ $output == *"there is no terminal to ask at"* ]]
	echo 'all is well' >calm
	run remedy add calm --edit
	[ "$status" = 1 ]
	[[ $output == *"no failure was read in it"* ]]
	[ ! -e "$mine" ]
}

@test "--edit: what the editor leaves is tested, and kept if it passes" {
	editor 'sed -i "s/- say: .*/- run: make till-{name}/" "$1"'
	run remedy add --edit log
	[ "$status" = 0 ]
	[[ $output == *"$mine/till-no-till.yaml knows it from now on"* ]]
	[ "$(remedy explain log | grep -c 'make till-a')" = 1 ]
	[ "$(stat -c %a "$mine/till-no-till.yaml")" = 600 ]
	remedy patterns test "$mine/till-no-till.yaml"
	remedy patterns lint "$mine/till-no-till.yaml"
	# from standard input
	remedy add --edit - <<<"DrawerError: no drawer 'a'"
	[ -e "$mine/drawer-no-drawer.yaml" ]
	remedy add --edit --paste <<<"SafeError: no safe 'a'"
	[ -e "$mine/safe-no-safe.yaml" ]
	[ -z "$(ls "$TMPDIR")" ]
	grep -q 'man 5 remedy-patterns' "$mine/till-no-till.yaml"
}

@test "--edit: a broken file, an emptied one, or an editor that fails leave nothing" {
	for script in 'echo "- id: [" >"$1"' 'echo "- { id: x, exception: TillError, match: (, summary: s }" >"$1"' \
		'sed -i "s/.no till/^never/" "$1"' ': >"$1"' 'rm "$1"' 'exit 3' 'printf "disable: [ x ]\n" >"$1"'; do
		editor "$script"
		run remedy add --edit log </dev/null
		[ "$status" = 1 ]
		[[ $output == *"nothing was written"* ]]
		[ -z "$(find "$mine" -type f 2>/dev/null)" ]
		[ -z "$(ls "$TMPDIR")" ]
	done
	export VISUAL=/no/such/editor
	run remedy add --edit log
	[ "$status" = 1 ]
	[[ $output == *"set VISUAL or EDITOR"* ]]
}

@test "--edit: what is broken is told with its place, and what it would match" {
	editor 'sed -i "s/^  match: .*/  match: ^.*/" "$1"'
	run remedy add --edit log </dev/null
	[[ $output == *"till-no-till.yaml:7:"*"fits anything"* ]] || [[ $output == *"till-no-till.yaml:6:"*"fits anything"* ]]
}

@test "a full disk: nothing is lost, and it is said once" {
	editor ':'
	mkdir -p "$mine"
	if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=4k,mode=700 none "$mine" 2>/dev/null; then
		head -c 4096 /dev/zero >"$mine/full" || true
		run --separate-stderr remedy add --edit log
		listing=$(ls "$mine")
		umount "$mine"
		[ "$listing" = full ]
		[[ $stderr == *"cannot be written: No space left on device; here it is:"* ]]
		[ "$(grep -c 'cannot be written' <<<"$stderr")" = 1 ]
	else
		chmod 500 "$mine"
		run --separate-stderr remedy add --edit log
		chmod 700 "$mine"
		[[ $stderr == *"cannot be written: "*"here it is:"* ]]
	fi
	[ "$status" = 1 ]
	[[ $output == *"- id: till-no-till"* ]]
}

@test "the inbox counts what no pattern knew, and keeps nothing of one's own" {
	state=$HOME/.local/state/remedy
	remedy report --shell bash --run 0 --status 127 --command "python-of-ada" || true
	[ ! -e "$state/inbox" ]
	mkdir -p -m 700 "$state"
	printf '2 TillError: no till %s\n5 DrawerError: drawer %s is stuck\n' "'…'" … >"$state/inbox"
	chmod 600 "$state/inbox"
	run remedy inbox
	[ "${lines[0]}" = "  1     5×  DrawerError: drawer … is stuck" ]
	[ "${lines[1]}" = "  2     2×  TillError: no till '…'" ]
	run remedy inbox --forget 9
	[ "$status" = 2 ]
	remedy inbox --forget 1
	run remedy inbox
	[ "$output" = "  1     2×  TillError: no till '…'" ]
	editor ':'
	remedy add --inbox 1 --edit
	grep -q 'where: remedy inbox' "$mine/till-no-till.yaml"
	run remedy inbox
	[ "$status" = 1 ]
	printf '1 A: b\n' >"$state/inbox"
	remedy inbox --forget all
	[ ! -e "$state/inbox" ]
	run remedy inbox --forget
	[ "$status" = 2 ]
}

@test "--edit: whoever leaves while the editor is open leaves no file behind" {
	editor 'kill -TERM $PPID; sleep 0.3; kill -0 $PPID && touch "$HOME/alive"'
	run remedy add --edit log
	[ "$status" -eq 143 ]
	[ -e "$HOME/alive" ] # the editor was waited for
	[ -z "$(ls -A "$TMPDIR")" ]
}
