#!/usr/bin/env bats
# Every question that remedy asks, left by Ctrl-C, put aside by Ctrl-Z and fg, and
# asked in a terminal that changes its size: nothing is written, the terminal is as
# it was, and the prompt stands whole. bash, zsh and fish at the same time.

load act

# NAME|what is typed|keys, each after what the last line begins with; the last is the question
questions() {
	cat <<'Q'
fix|remedy fix|fix> rm made
removes|remedy fix|fix> rm made|Run it? [y/N]
system|remedy fix 2|fix> chmod u+w made|Run it? [y/N]
apply|remedy fix --apply|Change the file? [y/N]
again|remedy fix 4|fix> test -e made|AGAIN
name|remedy add|name> runtime-act
exception|remedy add|name> |exception> RuntimeError
match|remedy add|name> |exception> |match [fits
when|remedy add|name> |exception> |match [fits|only when (
summary|remedy add|name> |exception> |match [fits|only when (|what is wrong> 
why|remedy add|name> |exception> |match [fits|only when (|what is wrong> |why (
more|remedy add|name> |exception> |match [fits|only when (|what is wrong> |why (|=so it is|more of it
fix-kind|remedy add|name> |exception> |match [fits|only when (|what is wrong> |why (|fix>
another|remedy add|name> |exception> |match [fits|only when (|what is wrong> |why (|=so it is|more of it|fix>|=say: so|another (
paste|remedy add --paste|Paste what was printed
throw|remedy add --edit|That does not pass. Throw it away? [y/N]
allow|remedy allow|Let
pack|remedy patterns add ../pack-new|Add it as pack-new? [y/N]
update|remedy patterns update|Take pack-old as it is now? [y/N]
Q
}

no_prompt() {
	! last_begins 'ready>'
}

walk() { # what is typed|what is waited for…: Enter after each but the last
	local first=y part
	IFS='|' read -ra parts <<<"$1"
	for part in "${parts[@]}"; do
		if [[ $first ]]; then
			terminal_type "$part"
			first=
		elif [[ $part == =* ]]; then
			act_keys -l "${part#=}"
		else
			[[ $part != AGAIN ]] || part=$again
			[[ ! $asked ]] || act_keys Enter
			act_wait last_begins "$part" || return
			asked=$part
			[[ ! $each ]] || aside || return
		fi
	done
}

fresh() { # the screen empty but for a prompt
	act_keys C-l
	act_line 'ready>'
}

files() {
	(cd "$dir" && find home/.config home/.local/share/remedy work pack-new tmp -type f -exec sha1sum {} + | sort)
}

pack() { # NAME TEXT
	mkdir -p "$dir/$1"
	printf -- '- { id: %s, exception: TillError, match: "^%s$", summary: %s }\n' "$1" "$2" "$2" >"$dir/$1/a.yaml"
	git -C "$dir/$1" init -q
	git -C "$dir/$1" add -A
	git -C "$dir/$1" -c user.name=ada -c user.email=ada@example.org commit -qm x
}

begin() { # SHELL
	act_pattern <<'Y'
- id: act
  exception: RuntimeError
  match: ^act (?<name>.+)$
  summary: it acted
  fixes:
    - run: rm made
    - run: chmod u+w made
    - edit: { before: sys.argv, after: sys.orig_argv }
    - run: test -e made
  examples: [ { origin: real, stderr: "RuntimeError: act x" } ]
Y
	mkdir -p "$dir/work/.remedy" "$dir/tmp" "$dir/home/.local/share/remedy"
	: >"$dir/work/made"
	printf '#!/bin/sh\necho broken: >"$1"\n' >"$dir/broken"
	chmod +x "$dir/broken"
	pack pack-new one
	pack pack-old one
	cp "$dir/pack-new/a.yaml" "$dir/work/.remedy/own.yaml"
	HOME=$dir/home XDG_RUNTIME_DIR=$dir/run remedy patterns add "$dir/pack-old" --yes
	pack pack-old two
	again="again> python3 fails.py 'one'"
	[[ $1 != zsh ]] || again="ready> python3 fails.py 'one'"
	act_start "$1" "export VISUAL='$dir/broken' TMPDIR='$dir/tmp'"
	terminal=$("${tmux[@]}" display-message -p '#{pane_tty}')
	act_fail one
	terminal_type 'stty -g >../stty'
	act_wait test -s "$dir/stty"
	before=$(files)
}

# Nothing happened, and the shell goes on as if nothing had been asked.
as_before() { # NAME
	act_line 'ready>'
	terminal_type 'stty -g >../stty-now'
	act_wait test -s "$dir/stty-now"
	cmp "$dir/stty" "$dir/stty-now" || return
	rm "$dir/stty-now"
	[[ $(files) == "$before" ]] && return
	diff <(echo "$before") <(files)
	return 1
}

leave() { # NAME PATH
	local asked='' each=''
	fresh
	walk "$2" || return
	act_keys C-c
	as_before "$1" || return
}

# At each question on the way, in a terminal that was small in between.
put_aside() { # NAME PATH
	local asked='' each=y
	fresh
	walk "$2" || return
	act_keys C-c
	as_before "$1" || return
}

# tmux tells a size that follows another at once only a while later.
columns_are() {
	[[ $(stty size <"$terminal") == *" $1" ]]
}

aside() {
	"${tmux[@]}" resize-window -x 40 -y 14
	act_wait columns_are 40 || return
	"${tmux[@]}" resize-window -x 100 -y 50
	act_wait columns_are 100 || return
	act_keys C-z
	# the line offered again is the shell's own, and no program to be stopped; to fish it means undo
	if [[ $asked == "$again" ]]; then
		sleep 0.1
		act_wait last_begins "${asked%% *}"
		return
	fi
	act_line 'ready>' || return
	fresh
	terminal_type fg
	# what the terminal itself reads shows nothing of its own
	if [[ $asked == Paste* ]]; then
		act_wait no_prompt
	else
		act_wait last_begins "$asked"
	fi
}

every() { # SHELL
	local name rest
	dir=$dir/$1
	mkdir -m 700 "$dir" "$dir/home" "$dir/run"
	tmux=(tmux -f /dev/null -S "$dir/tmux")
	trap - DEBUG # bats' own, which takes longer than what is tested
	begin "$1" || return
	while IFS='|' read -r name rest; do
		for how in leave put_aside; do
			[[ $how == leave || $rest != 'remedy add|'* || $name == another ]] || continue
			"$how" "$name" "$rest" && continue
			terminal_read
			printf '%s: %s at the question "%s"; the screen:\n%s\n' "$1" "$how" "$name" "$screen"
			return 1
		done
	done < <(questions)
	"${tmux[@]}" kill-server
}

@test "bash, zsh, fish: Ctrl-C, Ctrl-Z and another size of the terminal at every question" {
	command -v git >/dev/null || skip "git is not installed"
	local shell failed=0 running=()
	for shell in bash zsh fish; do
		command -v "$shell" >/dev/null || continue
		(every "$shell") >"$dir/said.$shell" 2>&1 3>&- &
		running+=("$!")
	done
	for shell in "${running[@]}"; do wait "$shell" || failed=1; done
	[ "$failed" = 0 ] || { cat "$dir"/said.*; return 1; }
}

teardown() {
	local shell tries
	for shell in bash zsh fish; do tmux -S "$dir/$shell/tmux" kill-server 2>/dev/null || true; done
	for ((tries = 0; tries < 20; tries++)); do
		rm -rf "$dir" 2>/dev/null && return
		sleep 0.1
	done
}
