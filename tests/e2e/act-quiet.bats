#!/usr/bin/env bats
# How much is said: off, on and quiet for one shell, config.yaml for all.

load act

hints() { # COUNT
	local count
	count=$(grep -c '^remedy: it acted' <<<"$screen") || true
	[[ $count == "$1" ]] || {
		printf '%s hints, not %s; the screen:\n%s\n' "$count" "$1" "$screen"
		return 1
	}
}

switches() { # SHELL
	act_start "$@"
	# before any Python program has run in this shell
	terminal_type 'remedy off'
	terminal_ready
	screen_has 'remedy is off in this shell'
	terminal_type 'remedy doctor | grep -E "^(note|wrong)|in it yet"'
	terminal_ready
	screen_has 'this shell loads remedy; no Python program has run in it yet'
	screen_has 'note   remedy is off: it says nothing'
	act_fail one
	hints 0
	terminal_type 'pythn3 --version'
	terminal_ready
	screen_lacks 'python3 --version'
	terminal_type 'remedy quiet'
	terminal_ready
	act_fail two
	hints 1
	screen_lacks 'touch made'
	terminal_type 'remedy on'
	terminal_ready
	act_fail three
	hints 2
	screen_has 'touch made'
	terminal_type 'remedy doctor | grep -c "is off: it"'
	terminal_ready
	[[ $screen == *$'\n0\nready>'* ]] || { echo "$screen"; return 1; }
	# what these lines left to be done is no line of the person's own
	terminal_type 'history | cat'
	terminal_ready
	screen_lacks 'REMEDY_QUIET='
	screen_lacks 'REMEDY_QUIET off'
}
@test "bash: off, quiet and on" { switches bash; }
@test "zsh: off, quiet and on" { switches zsh; }
@test "fish: off, quiet and on" { switches fish; }

settled() { # SHELL
	mkdir -p "$dir/home/.config/remedy" "$dir/home/bin"
	printf 'key: Alt-j\nquiet: true\ncommands: [breaks]\n' >"$dir/home/.config/remedy/config.yaml"
	printf '#!/bin/sh\nexec python3 fails.py "$@"\n' >"$dir/home/bin/breaks"
	chmod +x "$dir/home/bin/breaks"
	act_start "$1" "$2"
	terminal_type 'breaks one'
	terminal_ready
	hints 1
	screen_lacks 'fix '
	act_keys Escape j
	act_line 'ready> touch made'
}
@test "bash: config.yaml" { settled bash 'PATH=$HOME/bin:$PATH'; }
@test "zsh: config.yaml" { settled zsh 'path=($HOME/bin $path)'; }
@test "fish: config.yaml" { settled fish 'set -gx PATH $HOME/bin $PATH'; }

@test "bash: an assertion of the person's own, and the same failure again" {
	act_start bash
	echo 'assert 1 == 2, "act one"' >"$dir/work/own.py"
	terminal_type 'python3 own.py'
	terminal_ready
	screen_lacks 'remedy:'
	act_fail one
	act_fail one
	screen_has 'remedy: as before: it acted'
	[[ $(grep -c '  fix' <<<"$screen") == 1 ]]
}

@test "bash: the pattern that spoke last is switched off from the prompt" {
	act_start bash
	terminal_type 'python3 -c "import reqeusts"'
	terminal_ready
	screen_has 'requests'
	terminal_type 'remedy why | cat'
	terminal_ready
	screen_has 'remedy disable module-misspelt silences it'
	terminal_type 'remedy disable --last'
	terminal_ready
	screen_has 'module-misspelt says nothing any more; remedy enable module-misspelt brings it back'
	HOME=$dir/home run remedy disable
	[ "$output" = module-misspelt ]
}

screen_shows() {
	terminal_read
	[[ $screen == *"$1"* ]]
}

# fish itself complains then, of more at some numbers than at others.
@test "fish: with a handful of descriptors our handlers add nothing to its complaints; with more they speak again" {
	for few in 6 9; do
		act_start fish
		terminal_type "ulimit -S -n $few"
		terminal_type 'nosuchword'
		terminal_type 'python3 fails.py few'
		terminal_type 'echo still"-"here'
		act_wait screen_shows still-here
		screen_lacks __remedy
		screen_lacks 'it acted'
		terminal_type 'ulimit -S -n 256; echo again"-"many'
		act_wait screen_shows again-many
		act_prompt
		act_fail
		hints 1
		act_end
	done
}
