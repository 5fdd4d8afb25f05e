#!/usr/bin/env bats
# The key that puts the fixes of the last hint into the prompt.

load act

cycles() { # SHELL [LINE…]
	act_start "$@"
	act_fail one
	screen_has "it acted"
	act_keys -l 'precious "$x" text'
	act_line 'ready> precious "$x" text'
	act_keys C-x f
	act_line "ready> touch made"
	act_keys C-x f
	act_line "ready> echo one"
	act_keys C-x f
	act_line 'ready> precious "$x" text'
	# what is typed into a fix is kept as well, before what was typed first
	act_keys C-x f
	act_line "ready> touch made"
	act_keys -l 2
	act_line "ready> touch made2"
	act_keys C-x f
	act_line "ready> touch made"
	act_keys C-x f
	act_line "ready> echo one"
	act_keys C-x f
	act_line "ready> touch made2"
	act_keys C-x f
	act_line 'ready> precious "$x" text'
	act_keys C-x f
	act_line "ready> touch made"
	[ ! -e "$dir/work/made" ]
	act_keys Enter
	terminal_ready
	[ -e "$dir/work/made" ]
}

@test "bash, emacs: the key cycles through the fixes and back to what was typed" { cycles bash; }
@test "bash, vi: the same while inserting" { cycles bash 'set -o vi'; }
@test "zsh, emacs: the same" { cycles zsh 'bindkey -e'; }
@test "zsh, vi: the same while inserting" { cycles zsh 'bindkey -v'; }
@test "fish: the same" { cycles fish; }
@test "fish, vi: the same while inserting" { cycles fish 'fish_vi_key_bindings; function fish_mode_prompt; end'; }

kept() { # SHELL: what looks like an operator
	local text
	act_start "$1"
	act_fail one
	for text in '!' '-n' '(' '-a' '*'; do
		act_keys -l -- "$text"
		act_line "ready> $text"
		act_keys C-x f
		act_line "ready> touch made"
		act_keys C-x f C-x f
		act_line "ready> $text"
		act_keys C-u
		act_line "ready>"
	done
}
@test "bash: what is typed may look like an operator" { kept bash; }
@test "zsh: what is typed may look like an operator" { kept zsh; }
@test "fish: what is typed may look like an operator" { kept fish; }

@test "bash, vi: the key in command mode" {
	act_start bash 'set -o vi'
	act_fail one
	act_keys -l abc
	act_keys Escape
	act_wait cursor_at 9 # one to the left
	act_keys C-x f
	act_line "ready> touch made"
	act_keys C-x f C-x f
	act_line "ready> abc"
}

@test "zsh, vi: the key in command mode" {
	act_start zsh 'bindkey -v'
	act_fail one
	act_keys -l abc
	act_keys Escape
	act_wait cursor_at 9 # one to the left
	act_keys C-x f
	act_line "ready> touch made"
	act_keys C-x f C-x f
	act_line "ready> abc"
}

@test "the hint says which key it is" {
	act_start bash
	act_fail one
	screen_has "fix   touch made   Ctrl-x f puts it in the prompt"
}

other_key() { # SHELL LINE
	act_start "$@"
	act_fail one
	screen_has "Alt-j puts it in the prompt"
	act_keys Escape j
	act_line "ready> touch made"
}
@test "bash: another key by REMEDY_KEY" { other_key bash 'REMEDY_KEY=Alt-j'; }
@test "zsh: another key by REMEDY_KEY" { other_key zsh 'REMEDY_KEY=Alt-j'; }
@test "fish: another key by REMEDY_KEY" { other_key fish 'set -g REMEDY_KEY Alt-j'; }

taken() { # SHELL LINE
	act_start "$@"
	act_fail one
	screen_has "it acted"
	screen_lacks "puts it in the prompt"
	act_keys C-x f
	act_line "ready> mine"
}
@test "bash: a key of the user's own stays his" { taken bash "bind '\"\\C-xf\": \"mine\"'"; }
@test "zsh: a key of the user's own stays his" { taken zsh "bindkey -s '^Xf' mine"; }
@test "fish: a key of the user's own stays his" { taken fish 'bind \cxf "commandline -r mine"'; }

@test "bash: none by REMEDY_KEY=none" {
	act_start bash 'REMEDY_KEY=none'
	act_fail one
	screen_has "it acted"
	screen_lacks "puts it in the prompt"
}

hostile() { # SHELL
	local name
	act_start "$1"
	# what is quoted is the shell's to type; the program gets the name itself
	for name in '$(touch evil)' '`touch evil`' '; touch evil' 'a"b' '*' '~' '!!' '%s\n' '${IFS}' '\\x' "$(printf '\303\244\344\270\255')"; do
		printf '%s' "$name" >"$dir/work/name"
		terminal_type "python3 -c 'raise RuntimeError(\"act \" + open(\"name\").read())'"
		terminal_ready
		act_keys C-x f C-x f
		act_wait last_begins "ready> echo"
		act_keys Enter
		terminal_ready
		[ ! -e "$dir/work/evil" ]
		[[ $screen == *"$name"* ]] || { echo "name $name"; echo "$screen"; return 1; }
	done
	# characters that cannot be seen, or that act on a terminal, never come this far
	for name in 'x\n touch evil' 'x\033[2Jy' 'x\342\200\256y' 'x\007y' '-n' 'x\r touch evil'; do
		printf -- "$name" >"$dir/work/name"
		act_prompt
		terminal_type "python3 -c 'raise RuntimeError(\"act \" + open(\"name\", newline=\"\").read())'"
		terminal_ready
		act_keys C-x f C-x f
		act_keys -l here # behind what the key has put there
		act_wait last_ends here
		last_begins "ready> " || { echo "$screen"; return 1; }
		[[ $(sed '/^$/d' <<<"$screen" | tail -n 1) != *evil* ]] || { echo "$screen"; return 1; }
		act_keys C-u
	done
	[ ! -e "$dir/work/evil" ]
}
@test "bash: hostile names are inert in the prompt, or do not get there" { hostile bash; }
@test "zsh: hostile names are inert in the prompt, or do not get there" { hostile zsh; }
@test "fish: hostile names are inert in the prompt, or do not get there" { hostile fish; }

@test "bash: a file of fixes that is a link, or another's to write, is not read" {
	act_start bash
	act_fail one
	local file
	file=$(ls "$dir"/run/remedy/*.fix)
	[ "$(stat -c %a "$file")" = 600 ]
	mv "$file" "$dir/elsewhere"
	ln -s "$dir/elsewhere" "$file"
	act_keys -l typed
	act_keys C-x f
	act_keys -l 2
	act_line "ready> typed2"
}

@test "bash: a failure that no pattern knows leaves no old fix behind" {
	act_start bash
	act_fail one
	terminal_type "python3 -c 'raise LookupError(\"quite unknown xyzzy\")'"
	terminal_ready
	act_keys -l typed
	act_keys C-x f
	act_keys -l 2
	act_line "ready> typed2"
}

@test "zsh: ghost text on the empty prompt with zsh-autosuggestions, taken with the right key" {
	local plugin=/usr/share/zsh-autosuggestions/zsh-autosuggestions.zsh
	[ -f "$plugin" ] || skip "zsh-autosuggestions is not installed"
	act_start zsh "source $plugin" 'bindkey -e'
	act_keys -l "python3 fails.py one"
	sleep 0.5 # what the plugin asked for at the last key is answered
	act_keys Enter
	terminal_ready
	act_line "ready> touch made"
	act_keys Right
	act_keys -l x
	act_line "ready> touch madex"
	act_keys C-u
	act_keys -l 'tou'
	act_line "ready> touch made"
}
