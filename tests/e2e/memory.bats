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

export_cures() { # SHELL
	pattern
	printf 'import os\nprint("key:", os.environ["SHOP_KEY"])\n' >key.py
	mkdir -p "$dir/work" && mv key.py "$dir/work/"
	act_start "$1"
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
	# another shell
	"${tmux[@]}" kill-server
	sleep 0.2
	act_start "$1"
	terminal_type 'python3 key.py'
	terminal_ready
	screen_has 'this went away after'
	if [[ $1 == fish ]]; then screen_has 'set -x SHOP_KEY …'; else screen_has 'export SHOP_KEY=…'; fi
}
@test "bash: an export is remembered, without its value" { export_cures bash; }
@test "zsh: an export is remembered, without its value" { export_cures zsh; }
@test "fish: an export is remembered, without its value" { export_cures fish; }

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
	"${tmux[@]}" kill-server
	sleep 0.2
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
