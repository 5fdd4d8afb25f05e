#!/usr/bin/env bats
# Who else is on this machine, and what a failure can say: docs/security.md lists
# each attack with the test that proves what becomes of it.

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/security.XXXXXX")
	export HOME=$dir/home XDG_RUNTIME_DIR=$dir/run LC_ALL=C.UTF-8 COLUMNS=100
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE REMEDY_QUIET REMEDY_MEMORY LD_PRELOAD REMEDY_CAPTURE
	mkdir -m 700 "$HOME" "$XDG_RUNTIME_DIR"
	cd "$dir"
	ring=$XDG_RUNTIME_DIR/remedy/$$-1.ring
	so=$REMEDY_STAGE/lib/remedy/libremedy-capture.so
}

teardown() {
	chmod -R u+rwX "$dir"
	rm -rf "$dir"
}

as_root() {
	[[ $EUID == 0 ]] || skip "only root can be another user"
}

captured() { # captured N COMMAND…
	REMEDY_CAPTURE="$1:$$:$ring" LD_PRELOAD=$so "${@:2}" || true
}

report() { # report N LINE
	REMEDY_LINE=$2 remedy report --shell bash --run "$1" --status 1 --ring "$ring" || true
}

# All that a session leaves: a failure that is known, one that is not, a cure.
session() {
	printf 'import os, sys\nos.path.exists("cured") or sys.exit("KeyError: x") if len(sys.argv) > 1 else 1/0\n' >a.py
	captured 1 python3 a.py 2>/dev/null
	report 1 'python3 a.py'
	remedy why >/dev/null || true
	remedy init bash >/dev/null
	remedy inbox >/dev/null || true
	remedy history >/dev/null || true
	remedy doctor >/dev/null || true
	remedy patterns list >/dev/null || true
	echo "ModuleNotFoundError: No module named 'yaml'" | remedy explain - || true
}

# sudo -E, or sudo where HOME is kept: root works in the folders of another.
@test "HOME, XDG folders and runtime folder of another user: nothing is read or written there" {
	as_root
	mkdir -p "$HOME/.config/remedy/patterns" victim
	printf 'quiet: off\n' >"$HOME/.config/remedy/config.yaml"
	printf -- '- { id: evil, exception: ModuleNotFoundError, summary: EVIL, examples: [ { origin: real, stderr: "ModuleNotFoundError: x" } ] }\n' \
		>"$HOME/.config/remedy/patterns/evil.yaml"
	# where root would write, the other user has links to what is root's
	ln -s "$dir/victim" "$HOME/.cache"
	mkdir -p "$HOME/.local/share"
	ln -s "$dir/victim" "$HOME/.local/state"
	chown -hR 65534 "$HOME" "$XDG_RUNTIME_DIR"
	chmod 755 "$dir"
	ring=/tmp/remedy-0/$$-1.ring # where a shell of root's puts it then
	run session
	echo "$output"
	[[ $output == *"yaml"* && $output != *EVIL* ]]
	[ -z "$(find "$HOME" "$XDG_RUNTIME_DIR" -uid 0)" ]
	[ -z "$(ls -A victim)" ]
	export XDG_CONFIG_HOME=$HOME/c XDG_CACHE_HOME=$HOME/d XDG_STATE_HOME=$HOME/e/f XDG_DATA_HOME=$HOME/g
	run session
	[[ $output == *"yaml"* ]]
	[ -z "$(find "$HOME" "$XDG_RUNTIME_DIR" -uid 0)" ]
	run remedy doctor
	[[ $output == *"HOME is not usable"* ]]
	rm -rf /tmp/remedy-0/$$-*
}
