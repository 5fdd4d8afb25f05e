# Patterns switched off, and config.yaml, without a shell around.

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/quiet.XXXXXX")
	export HOME=$dir/home LC_ALL=C.UTF-8 XDG_RUNTIME_DIR=$dir/run
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE REMEDY_QUIET REMEDY_KEY
	mkdir -p -m 700 "$HOME" "$XDG_RUNTIME_DIR"
	cd "$dir"
	failure="ModuleNotFoundError: No module named 'yaml'"
	config=$HOME/.config/remedy
}

teardown() {
	rm -rf "$dir"
}

hint_id() {
	remedy explain --format json - <<<"$failure" | python3 -c 'import json, sys; print(json.load(sys.stdin)["hints"][0]["id"])'
}

@test "disable silences a pattern for ever, enable brings it back" {
	id=$(hint_id)
	run remedy disable "$id"
	[ "$status" = 0 ]
	[[ $output == *"remedy enable $id"* ]]
	[ "$(hint_id 2>/dev/null || true)" != "$id" ]
	run remedy disable
	[ "$output" = "$id" ]
	remedy quiet cffi-missing 2>/dev/null || remedy disable "$(remedy patterns list | sed -n '2s/ .*//p')"
	[ "$(remedy disable | wc -l)" = 2 ]
	remedy disable "$id" # twice is once
	[ "$(remedy disable | wc -l)" = 2 ]
	run remedy enable "$id"
	[ "$status" = 0 ]
	[ "$(hint_id)" = "$id" ]
	run remedy enable "$id"
	[[ $status = 1 && $output == *"$id was not switched off"* ]]
	[ "$(stat -c %a "$config/patterns/disabled.yaml")" = 600 ]
	remedy patterns lint "$config/patterns/disabled.yaml"
}

@test "disable of what is not there, or no id, or a pattern of one's own, says so" {
	run remedy disable
	[[ $status = 1 && $output == *"no pattern is switched off"* ]]
	run remedy disable --last
	[[ $status = 1 && $output == *"no pattern spoke in this shell yet"* ]]
	run remedy disable no-such-pattern
	[ "$status" = 1 ]
	[[ $output == *"there is no pattern 'no-such-pattern'"* ]]
	run remedy disable '../../etc'
	[ "$status" = 2 ]
	mkdir -p "$config/patterns"
	printf -- '- id: mine\n  exception: ValueError\n  match: ^mine$\n  summary: mine\n  fixes: [ { say: x } ]\n  examples: [ { origin: real, stderr: "ValueError: mine" } ]\n' >"$config/patterns/mine.yaml"
	run remedy disable mine
	[ "$status" = 1 ]
	[[ $output == *"patterns/mine.yaml:1"* ]]
	[ ! -e "$config/patterns/disabled.yaml" ]
}

@test "a folder that cannot be written: said, and nothing lost" {
	[ "$(id -u)" != 0 ] || skip "root writes everywhere"
	mkdir -p "$config/patterns"
	chmod 500 "$config/patterns"
	run remedy disable "$(hint_id)"
	chmod 700 "$config/patterns"
	[ "$status" = 1 ]
	[[ $output == *"cannot be written down"* ]]
}

@test "init writes down for the shells what config.yaml says, and only words that are harmless" {
	remedy init bash >before
	mkdir -p "$config"
	printf 'key: Alt-j\nquiet: off\ncommands: [run.sh, "!make", "$(touch evil)", "a b"]\n' >"$config/config.yaml"
	settings=${XDG_CACHE_HOME:-$HOME/.cache}/remedy/settings
	remedy init bash >after
	cmp before after
	[ "$(cat "$settings")" = $'key Alt-j\nquiet off\ncommands run.sh !make' ]
	[ "$(stat -c %y "$settings")" = "$(stat -c %y "$config/config.yaml")" ]
	printf "key: 'x'\\''; touch evil; '\nquiet: [\n" >"$config/config.yaml"
	remedy init zsh >after
	[ ! -s "$settings" ]
	printf 'key: "$(touch evil)"\ncommands: [run.sh]\n' >"$config/config.yaml"
	remedy init fish >after
	[ "$(cat "$settings")" = 'commands run.sh' ]
	chmod 666 "$config/config.yaml"
	touch "$config/config.yaml"
	remedy init bash >after
	[ ! -s "$settings" ]
	rm "$config/config.yaml"
	remedy init bash >after
	[ ! -e "$settings" ]
	[ ! -e evil ]
}

@test "off, on and quiet outside a shell with remedy say where they work" {
	for command in off on quiet; do
		run remedy "$command"
		[ "$status" = 1 ]
		[[ $output == *"not called at the prompt"* ]]
	done
}
