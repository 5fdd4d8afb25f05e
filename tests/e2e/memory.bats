#!/usr/bin/env bats
# The whole story of a cure, in real shells: a run fails, something follows, the run
# goes well, and another shell that meets the failure again is offered what helped.

load act

pattern() {
	act_pattern <<'Y'
- id: key
  exception: KeyError
  match: ^'SHOP_KEY'$
  summary: the key is missing
  fixes:
    - say: find it
  examples: [ { origin: real, stderr: "KeyError: 'SHOP_KEY'" } ]
Y
}

# What the state folder holds, as text.
kept() {
	cat "$dir"/home/.local/state/remedy/* | strings -n 3
}

until_gone() { # the last line's process has written
	local i
	for ((i = 0; i < 40; i++)); do
		! compgen -G "$dir/home/.local/state/remedy/journal" >/dev/null || return 0
		sleep 0.05
	done
}

export_cures() { # SHELL [LINE…]: lines of its start file
	pattern
	printf 'import os\nprint("key:", os.environ["SHOP_KEY"])\n' >key.py
	mkdir -p "$dir/work" && mv key.py "$dir/work/"
	act_start "$@"
	terminal_type 'python3 key.py'
	terminal_ready
	screen_has 'the key is missing'
	screen_has 'remembered, on this machine only'
	terminal_type 'ls'
	terminal_ready
	terminal_type ' echo kept-to-myself'
	terminal_ready
	if [[ $1 == fish ]]; then terminal_type 'set -x SHOP_KEY hunter2'; else terminal_type 'export SHOP_KEY=hunter2'; fi
	terminal_ready
	terminal_type 'python3 key.py'
	terminal_ready
	screen_has 'key: hunter2'
	terminal_type 'remedy history --cures'
	terminal_ready
	screen_has 'SHOP_KEY'
	[[ $(kept) != *hunter2* && $(kept) != *kept-to-myself* ]]
	# what cured it the time before was not tried against the next one
	if [[ $1 == fish ]]; then terminal_type 'set -e SHOP_KEY'; else terminal_type 'unset SHOP_KEY'; fi
	terminal_ready
	terminal_type 'python3 key.py'
	terminal_ready
	screen_has 'this went away after'
	terminal_type 'remedy history --cures' # which writes down what it was told so far
	terminal_ready
	screen_lacks '(not 1'
	# another shell
	act_end
	act_start "$@"
	terminal_type 'python3 key.py'
	terminal_ready
	screen_has 'this went away after'
	screen_lacks 'did not help'
	if [[ $1 == fish ]]; then screen_has 'set -x SHOP_KEY …'; else screen_has 'export SHOP_KEY=…'; fi
}
@test "bash: an export is remembered, without its value" { export_cures bash; }
@test "zsh: an export is remembered, without its value" { export_cures zsh; }
@test "fish: an export is remembered, without its value" { export_cures fish; }

# What bash-preexec and ble.sh promise to a hook: its functions are called with the line, and
# after it with the status, and the statuses of the pipeline stand in a variable.
preexec() {
	cat <<'END'
bash_preexec_imported=defined
precmd_functions=() preexec_functions=() __bp_last=1
__bp_precmd() { local s=$? f; BP_PIPESTATUS=("${PIPESTATUS[@]}"); for f in "${precmd_functions[@]}"; do (exit $s); $f; done; return $s; }
__bp_interactive() { __bp_last=0; }
__bp_debug() { [[ $__bp_last == 1 || $BASH_COMMAND == __bp* ]] && return; __bp_last=1; local f; for f in "${preexec_functions[@]}"; do $f "$(HISTTIMEFORMAT= history 1 | sed "s/^ *[0-9]* *//")"; done; }
PROMPT_COMMAND=(__bp_precmd __bp_interactive); trap __bp_debug DEBUG
END
}
@test "bash with bash-preexec as the hook: an export is remembered, without its value" { export_cures bash "$(preexec)"; }

ble() {
	cat <<'END'
BLE_VERSION=0.4.0 _ble_version=400 __ble_last=1
blehook() { local a; for a; do case $a in PREEXEC!=*) __ble_preexec=${a#*!=} ;; PRECMD!=*) __ble_precmd=${a#*!=} ;; esac; done; }
__ble_prompt() { local s=$?; BLE_PIPESTATUS=("${PIPESTATUS[@]}"); (exit $s); eval "${__ble_precmd-}"; return $s; }
__ble_ready() { __ble_last=0; }
__ble_debug() { [[ $__ble_last == 1 || $BASH_COMMAND == __ble* ]] && return; __ble_last=1; set -- "$(HISTTIMEFORMAT= history 1 | sed "s/^ *[0-9]* *//")"; eval "${__ble_preexec-}"; }
PROMPT_COMMAND=(__ble_prompt __ble_ready); trap __ble_debug DEBUG
END
}
@test "bash with ble.sh as the hook: an export is remembered, without its value" { export_cures bash "$(ble)"; }

install_cures() { # SHELL
	mkdir -p "$dir/work/shop"
	printf 'import shopcart_zz9\nprint("went well")\n' >"$dir/work/app.py"
	printf 'touch %q/work/shopcart_zz9.py\n' "$dir" >"$dir/work/pip"
	chmod +x "$dir/work/pip"
	act_start "$1"
	terminal_type 'python3 app.py'
	terminal_ready
	screen_has 'shopcart_zz9'
	terminal_type './pip install ./shop'
	terminal_ready
	terminal_type 'python3 app.py'
	terminal_ready
	screen_has 'went well'
	rm "$dir/work/shopcart_zz9.py"
	act_end
	act_start "$1"
	terminal_type 'python3 app.py'
	terminal_ready
	screen_has 'this went away after: ./pip install ./shop'
	# it is the first fix: the key puts it into the prompt
	act_keys C-x f
	act_line 'ready> ./pip install ./shop'
}
@test "bash: an installation is remembered, and offered first" { install_cures bash; }
@test "zsh: an installation is remembered, and offered first" { install_cures zsh; }
@test "fish: an installation is remembered, and offered first" { install_cures fish; }

edit_cures() { # SHELL
	mkdir -p "$dir/work"
	printf 'class TillError(Exception): pass\nraise TillError("till is odd")\n' >"$dir/work/app.py"
	act_start "$1"
	terminal_type 'python3 app.py'
	terminal_ready
	printf 'print("went well")\n' >"$dir/work/app.py"
	terminal_type 'cat app.py'
	terminal_ready
	terminal_type 'python3 app.py'
	terminal_ready
	screen_has 'went well'
	printf 'class TillError(Exception): pass\nraise TillError("till is odd")\n' >"$dir/work/app.py"
	terminal_type 'python3 app.py'
	terminal_ready
	# no pattern knows it: what is remembered is a hint of its own
	screen_has 'TillError: till is odd: it was cured here before'
	screen_has 'a change of '
}
@test "bash: an edit is told from the file, also where no pattern speaks" { edit_cures bash; }
@test "zsh: an edit is told from the file, also where no pattern speaks" { edit_cures zsh; }
@test "fish: an edit is told from the file, also where no pattern speaks" { edit_cures fish; }

switched_off() { # SHELL
	pattern
	mkdir -p "$dir/home/.config/remedy" "$dir/work"
	echo 'memory: off' >"$dir/home/.config/remedy/config.yaml"
	printf 'import os\nprint("key:", os.environ["SHOP_KEY"])\n' >"$dir/work/key.py"
	act_start "$1"
	terminal_type 'python3 key.py'
	terminal_ready
	screen_has 'the key is missing'
	screen_lacks 'remembered'
	if [[ $1 == fish ]]; then terminal_type 'set -x SHOP_KEY 1'; else terminal_type 'export SHOP_KEY=1'; fi
	terminal_ready
	terminal_type 'python3 key.py'
	terminal_ready
	[[ ! -e $dir/home/.local/state/remedy ]]
}
@test "bash: memory off leaves nothing" { switched_off bash; }
@test "zsh: memory off leaves nothing" { switched_off zsh; }
@test "fish: memory off leaves nothing" { switched_off fish; }

ignored() { # SHELL LINE: its start file says that lines with KEY are to be forgotten
	pattern
	mkdir -p "$dir/work"
	printf 'import os\nprint("key:", os.environ["SHOP_KEY"])\n' >"$dir/work/key.py"
	act_start "$@"
	terminal_type 'python3 key.py'
	terminal_ready
	screen_has 'the key is missing'
	terminal_type 'export SHOP_KEY=1'
	terminal_ready
	terminal_type 'touch till'
	terminal_ready
	terminal_type 'python3 key.py'
	terminal_ready
	screen_has 'key: 1'
	[[ $(kept) != *SHOP_KEY* ]]
}
@test "bash: what HISTIGNORE forgets is not remembered" {
	ignored bash "HISTIGNORE='*SHOP_KEY*'"
	[[ $(kept) == *'touch till'* ]]
}
@test "zsh: with HISTORY_IGNORE nothing is remembered of what was run" { ignored zsh "HISTORY_IGNORE='*SHOP_KEY*'"; }

@test "bash: a changed file is no fix for another, and stands behind what can be done" {
	act_pattern <<'Y'
- id: till
  exception: RuntimeError
  match: ^till is odd$
  summary: the till is odd
  fixes:
    - run: touch till
  examples: [ { origin: real, stderr: "RuntimeError: till is odd" } ]
Y
	act_start bash
	echo 'raise RuntimeError("till is odd")' >"$dir/work/app.py"
	cp "$dir/work/app.py" "$dir/work/other.py"
	terminal_type 'python3 app.py'
	terminal_ready
	echo 'print("went well")' >"$dir/work/app.py"
	terminal_type 'python3 app.py'
	terminal_ready
	cp "$dir/work/other.py" "$dir/work/app.py"
	terminal_type 'python3 other.py'
	terminal_ready
	screen_has 'other.py'
	screen_lacks 'a change of'
	terminal_type 'python3 -c 1/0' # else it is told of in a line
	terminal_ready
	"${tmux[@]}" clear-history
	terminal_type 'python3 app.py'
	terminal_ready
	[[ ${screen##*python3 app.py} == *'fix   touch till   Ctrl-x f puts it in the prompt'*'or    last time (just now, in '*'a change of'*'app.py'* ]] ||
		{ echo "$screen"; return 1; }
}

@test "bash: a cure whose value was taken out, and that the hint has too, is said once" {
	act_pattern <<'Y'
- id: key
  exception: KeyError
  match: ^'SHOP_KEY'$
  summary: the key is missing
  fixes:
    - run: export SHOP_KEY=…
      label: set it
  examples: [ { origin: real, stderr: "KeyError: 'SHOP_KEY'" } ]
Y
	act_start bash
	printf 'import os\nprint("key:", os.environ["SHOP_KEY"])\n' >"$dir/work/key.py"
	terminal_type 'python3 key.py'
	terminal_ready
	terminal_type 'export SHOP_KEY=1'
	terminal_ready
	terminal_type 'python3 key.py'
	terminal_ready
	terminal_type 'unset SHOP_KEY'
	terminal_ready
	"${tmux[@]}" clear-history
	terminal_type 'python3 key.py'
	terminal_ready
	screen_has 'this went away after: export SHOP_KEY=…'
	[ "$(grep -c 'set it: export' <<<"$screen")" -eq 1 ] # the first time
	act_keys C-x f
	act_line 'ready> export SHOP_KEY=…'
}

noticed() { # SHELL [LINE…]
	act_start "$@"
	printf 'import os\nif not os.path.exists("till"): raise RuntimeError("till is odd")\n' >"$dir/work/app.py"
	terminal_type 'touch till'
	terminal_ready
	terminal_type 'rm till; touch other'
	terminal_ready
	terminal_type 'touch till'
	terminal_ready
	terminal_type 'rm till'
	terminal_ready
	terminal_type 'python3 app.py'
	terminal_ready
	terminal_type 'touch till'
	terminal_ready
	terminal_type 'python3 app.py'
	terminal_ready
	terminal_type 'remedy history --cures'
	terminal_ready
	screen_has '1×  touch till'
	# tried, and of no help: told at once
	terminal_type 'rm till; sed -i s/till/other/ app.py; rm -f other'
	terminal_ready
	terminal_type 'python3 app.py'
	terminal_ready
	screen_lacks '(not 1×)'
	[[ $screen == *'it was cured here before'*'this went away after: touch till'* ]] || { echo "$screen"; return 1; }
	terminal_type 'remedy why | cat'
	terminal_ready
	screen_has 'none; the cure is remembered'
	terminal_type 'touch till'
	terminal_ready
	terminal_type 'python3 app.py; echo'
	terminal_ready
	terminal_type 'remedy history --cures'
	terminal_ready
	screen_has '1× (not 1×)  touch till'
}
@test "bash: the first line after a failure is noticed, though its words are known" { noticed bash; }
@test "zsh: the first line after a failure is noticed, though its words are known" { noticed zsh; }
@test "fish: the first line after a failure is noticed, though its words are known" { noticed fish; }
