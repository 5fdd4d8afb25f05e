#!/usr/bin/env bats
# Completion of remedy's commands: names, options, pattern ids, files.

load act

completes() { # SHELL [LINE…]
	act_pattern <<'Y'
- { id: zork-lamp, exception: ZorkError, match: ^dark$, summary: "it is dark: a lamp", examples: [ { origin: real, stderr: "ZorkError: dark" } ] }
- { id: zork-lantern, exception: ZorkError, match: ^darker$, summary: s, examples: [ { origin: real, stderr: "ZorkError: darker" } ] }
Y
	act_start "$@"
	touch "$dir/work/unusual name.log"
	tried 'remedy inb' 'remedy inbox'
	tried 'remedy why zork-lam' 'remedy why zork-lamp'
	tried 'remedy patterns show zork-lan' 'remedy patterns show zork-lantern'
	tried 'remedy explain --form' 'remedy explain --format'
	tried 'remedy explain --format tex' 'remedy explain --format text'
	tried 'remedy explain unus' "remedy explain unusual\\ name.log"
	# a word that has two ends is completed as far as both go, and both are shown
	act_keys C-u
	act_keys -l 'remedy why zork-l'
	act_keys Tab
	screen_has_soon 'remedy why zork-la'
	act_keys Tab Tab
	screen_has_soon 'zork-lantern'
	act_keys C-c
	screen_lacks 'command not found'
	screen_lacks 'error'
}

tried() { # TYPED COMPLETED
	act_keys C-u
	act_keys -l "$1"
	act_keys Tab
	act_line "ready> $2"
}

screen_has_soon() { # TEXT
	local tries
	for ((tries = 0; tries < 60; tries++)); do
		terminal_read
		[[ $screen == *"$1"* ]] && return
		sleep 0.05
	done
	screen_has "$1"
}

@test "bash" { completes bash; }
@test "bash, without unset variables, with noclobber and a failing alias" {
	completes bash 'set -u -C' "alias echo=false local=false builtin=false"
}
@test "zsh, compinit before" { completes zsh 'autoload -Uz compinit && compinit -u -d "$HOME/dump"'; }
@test "zsh, compinit after" {
	act_pattern <<<'- { id: zork, exception: ZorkError, match: ^dark$, summary: s, examples: [ { origin: real, stderr: "ZorkError: dark" } ] }'
	act_start zsh
	terminal_type 'autoload -Uz compinit && compinit -u -d "$HOME/dump"'
	terminal_ready
	tried 'remedy why zor' 'remedy why zork'
}
@test "fish, at its first start ever" { first_start=y completes fish; }

@test "a completion of the person's own stays" {
	act_start bash 'mine() { COMPREPLY=(theirs); }; complete -F mine remedy'
	tried 'remedy x' 'remedy theirs'
}
