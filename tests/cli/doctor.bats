# `remedy doctor`: every check with a cure.

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/doctor.XXXXXX")
	export HOME=$dir/home XDG_RUNTIME_DIR=$dir/run LC_ALL=C.UTF-8 COLUMNS=100 SHELL=/bin/bash
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE TERM_PROGRAM REMEDY_PRELOAD LD_PRELOAD
	mkdir -p "$HOME" "$XDG_RUNTIME_DIR"
	chmod 700 "$XDG_RUNTIME_DIR"
	cd "$dir"
}

teardown() {
	rm -rf "$dir"
}

@test "not loaded: said with the line to add, status 1" {
	run bash -c 'remedy doctor; exit $?'
	echo "$output"
	[ "$status" -eq 1 ]
	[[ $(tr -s ' \n' ' ' <<<"$output") == *'eval "$(remedy init bash)"'* ]]
	[[ $output == *.bashrc* ]]
}

@test "the capture is tried on a program and a Python, and leaves nothing behind" {
	run bash -c 'remedy doctor; exit $?'
	echo "$output"
	[[ $output == *"works with /bin/true"* ]]
	[[ $output == *"works with "*python3* ]]
	[ -z "$(ls "$XDG_RUNTIME_DIR/remedy")" ]
}

@test "loaded in a shell that ran a Python: all well" {
	echo 'eval "$(remedy init bash)"' >"$HOME/.bashrc"
	mkdir -m 700 "$XDG_RUNTIME_DIR/remedy"
	cat >session <<'EOF'
LD_PRELOAD=$REMEDY_STAGE/lib/remedy/libremedy-capture.so REMEDY_CAPTURE=1:$$:$XDG_RUNTIME_DIR/remedy/$$-1.ring python3 -c pass
remedy doctor >out; echo "status $?"
EOF
	run bash session
	cat out
	[[ $output == *"status 0"* ]]
	grep -q "this shell is watched" out
	! grep -q '^wrong' out
}

@test "a start file that loads remedy, before the first Python: a note, no alarm" {
	echo 'eval "$(remedy init bash)"' >"$HOME/.bashrc"
	run bash -c 'remedy doctor; exit $?'
	[ "$status" -eq 0 ]
	[[ $output == *note* ]]
}

@test "JSON: every check has a name, a state, a message, and a cure unless it is well" {
	run bash -c 'remedy doctor --format json; exit $?'
	[ "$status" -eq 1 ]
	jq -e '.version == 1 and (.checks | length) > 4
		and (.checks | all(.name and .message and (.state | IN("ok", "note", "wrong")) and (.state != "wrong" or .cure)))
		and ([.checks[].name] | index("integration") == 0)' <<<"$output"
}

@test "a runtime folder of others, a broken pattern file, a foreign preload: named, with file and line" {
	mkdir -p "$XDG_RUNTIME_DIR/remedy" "$HOME/.config/remedy/patterns"
	chmod 777 "$XDG_RUNTIME_DIR/remedy"
	printf -- '- id: mine\n  exception: [unclosed\n' >"$HOME/.config/remedy/patterns/mine.yaml"
	run bash -c 'REMEDY_PRELOAD=0 remedy doctor; exit $?'
	echo "$output"
	[ "$status" -eq 1 ]
	[[ $output == *"mine.yaml:"[0-9]* ]]
	[[ $output == *"$XDG_RUNTIME_DIR/remedy"* ]]
	[[ $output == *"REMEDY_PRELOAD=0"* ]]
}

@test "another user where /tmp is closed, or the folder there is not theirs: the cause comes first" {
	[ "$(id -u)" = 0 ] || skip "only root can be another user"
	unshare -m mount -t tmpfs none /tmp 2>/dev/null || skip "no mount namespace here"
	copy=$(mktemp -d /var/tmp/doctor.XXXXXX)
	cp -R "$REMEDY_STAGE/bin" "$REMEDY_STAGE/lib" "$REMEDY_STAGE/share" "$copy"
	mkdir "$copy/home"
	echo 'eval "$(remedy init bash)"' >"$copy/home/.bashrc"
	chmod -R a+rX "$copy"
	cat >"$copy/script" <<'EOF'
mount -t tmpfs -o mode=$1 none /tmp
[[ ! -d /dev/shm ]] || mount -t tmpfs -o mode=755 none /dev/shm
case $2 in file) touch /tmp/remedy-4711; chown 4711 /tmp/remedy-4711 ;; root) mkdir /tmp/remedy-4711 ;; esac
cd /
setpriv --reuid=4711 --regid=4711 --clear-groups env -i PATH="$copy/bin:/usr/bin:/bin" LC_ALL=C.UTF-8 COLUMNS=1000 \
	SHELL=/bin/bash HOME="$copy/home" ${3-} bash -c 'remedy doctor; exit $?'
EOF
	as() { copy=$copy run unshare -m bash "$copy/script" "$@"; echo "$output"; }
	as 755
	closed=$output
	as 700 - XDG_RUNTIME_DIR=/root
	other=$output
	as 1777 file
	file=$output
	as 1777 root
	root=$output
	rm -rf "$copy"
	[[ $closed == "wrong  /tmp/remedy-4711 cannot be made: you (4711) cannot write to /tmp"* ]]
	[[ $closed == *"→ set XDG_RUNTIME_DIR to a folder of your own"*"note   $copy/home/.bashrc loads remedy; whether it does here cannot be seen"* ]]
	[[ $closed != *"1/0"* ]]
	[[ $other == "wrong  /tmp/remedy-4711 cannot be made: you (4711) cannot write to /tmp; XDG_RUNTIME_DIR, /root, is not yours"* ]]
	[[ $file == "wrong  /tmp/remedy-4711 is no folder"*"→ remove /tmp/remedy-4711"* ]]
	[[ $root == "wrong  /tmp/remedy-4711 belongs to another user (0; you are 4711)"*"→ have its owner remove it"* ]]
}

@test "who else hooks the shell is named" {
	printf 'eval "$(starship init bash)"\neval "$(remedy init bash)"\n' >"$HOME/.bashrc"
	run bash -c 'remedy doctor; exit $?'
	[[ $output == *starship* ]]
}

@test "bad usage" {
	run remedy doctor --what
	[ "$status" -eq 2 ]
	run remedy doctor --format xml
	[ "$status" -eq 2 ]
	[[ $output == *"Usage: remedy doctor"* ]]
}

@test "another remedy on PATH, config.yaml with a fault, off, a project's patterns: each with its cure" {
	mkdir -p "$dir/bin" "$HOME/.config/remedy" "$HOME/shop/.remedy"
	printf '#!/bin/sh\n' >"$dir/bin/remedy"
	chmod +x "$dir/bin/remedy"
	printf 'quiet: perhaps\nmemory: off\nkey: none\n' >"$HOME/.config/remedy/config.yaml"
	cd "$HOME/shop"
	printf -- '- { id: own, exception: TillError, match: ^x$, summary: s }\n' >.remedy/own.yaml
	real=$(command -v remedy)
	run bash -c 'PATH="$0:$PATH" REMEDY_QUIET=off "$1" doctor --format json; exit $?' "$dir/bin" "$real"
	[ "$status" -eq 1 ]
	jq -e '[.checks[] | select(.name == "program" and .state == "note" and .cure)] | length == 1' <<<"$output"
	jq -e '[.checks[] | select(.name == "settings" and .state == "wrong" and (.message | test("config.yaml:1:")))] | length == 1' <<<"$output"
	jq -e '[.checks[] | select(.name == "settings" and .state == "note" and (.cure | test("remedy on")))] | length == 1' <<<"$output"
	jq -e '[.checks[] | select(.name == "project" and .state == "note" and (.cure | test("remedy allow")))] | length == 1' <<<"$output"
	jq -e '[.checks[] | select(.name == "speed" and (.message | test("takes [0-9.]+ ms")))] | length == 1' <<<"$output"
	# the order of a person who looks
	jq -e '[.checks[].name] | [.[0], .[1], .[2]] == ["integration", "program", "settings"]' <<<"$output"
	remedy allow --yes
	run bash -c 'remedy doctor --format json; exit $?'
	jq -e '[.checks[] | select(.name == "project" and .state == "ok")] | length == 1' <<<"$output"
}

@test "a state folder that others can write to" {
	mkdir -p "$HOME/.local/state/remedy"
	chmod 777 "$HOME/.local/state/remedy"
	run env COLUMNS=1000 remedy doctor
	[ "$status" -eq 1 ]
	[[ $output == *"$HOME/.local/state/remedy can be written by others"*"make $HOME/.local/state/remedy yours alone"* ]]
}

@test "a memory that a newer remedy wrote, or that cannot be read, is told with its cure" {
	local memory=$HOME/.local/state/remedy/memory.db
	mkdir -p -m 700 "$HOME/.local" "$HOME/.local/state" "${memory%/*}"
	python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("pragma user_version = 99")' "$memory"
	chmod 600 "$memory"
	run env COLUMNS=1000 remedy doctor
	echo "$output"
	[[ $output == *"$memory was written by a newer remedy"*"move the file away"* ]]
	run remedy history
	[[ $status -eq 1 && $output == *"written by a newer remedy"* ]]
	run remedy learn
	[[ $status -eq 1 && $output == *"written by a newer remedy"* ]]
	rm "$memory"
	mkdir "$memory"
	run env COLUMNS=1000 remedy doctor
	[[ $output == *"$memory cannot be read"*"move it away"* ]]
	run remedy history
	[[ $status -eq 1 && $output == *"the memory cannot be read; remedy doctor tells more"* ]]
	rmdir "$memory"
	head -c 9999 /dev/urandom >"$memory"
	chmod 600 "$memory"
	run remedy doctor
	[[ $output == *"was damaged and was begun anew"* && $output != *"cannot be read"* ]]
}

@test "a file that is refused is named once" {
	mkdir -p "$HOME/.config/remedy/patterns"
	: >"$HOME/.config/remedy/patterns/a.yaml"
	chmod 666 "$HOME/.config/remedy/patterns/a.yaml"
	run env COLUMNS=1000 remedy doctor
	[[ $output == *"wrong  $HOME/.config/remedy/patterns/a.yaml can be written by others"* ]]
	run remedy patterns lint
	[[ $output == "$HOME/.config/remedy/patterns/a.yaml can be written by others"* ]]
}
