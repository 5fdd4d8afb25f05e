# What the tests of acting on a hint share: terminal.bash with a pattern of the
# user's own whose fixes leave traces, and a program that fails with it.
#
# act_start SHELL [LINE…]   starts it, with these lines in its start file
# act_fail [NAME]           runs fails.py; "act NAME" is its message
# act_keys KEY…             sends keys by tmux's names
# act_line TEXT             waits until the last line of the screen is TEXT
# act_prompt                waits for the empty prompt, and counts anew for terminal_ready
# act_end                   ends the terminal, before another is started
# act_wait COMMAND…         waits until it succeeds; last_begins, last_ends and cursor_at are made for it
#
# shellcheck shell=bash disable=SC2154

load terminal

# A shell that is killed may still be writing its history.
teardown() {
	"${tmux[@]}" kill-server 2>/dev/null || true
	! mountpoint -q "$dir/work" 2>/dev/null || umount -l "$dir/work"
	local tries
	for ((tries = 0; tries < 20; tries++)); do
		rm -rf "$dir" 2>/dev/null && return
		sleep 0.1
	done
	rm -rf "$dir"
}

act_pattern() {
	mkdir -p "$dir/home/.config/remedy/patterns"
	cat >"$dir/home/.config/remedy/patterns/act.yaml"
}

act_start() { # SHELL [LINE…]
	local shell=$1 rc command
	shift
	command -v "$shell" >/dev/null || skip "$shell is not installed"
	mkdir -p "$dir/work" "$dir/home/.config/fish"
	# Without it fish reads all manual pages of the machine, with a Python in the background.
	[[ ${first_start-} ]] || mkdir -p "$dir/home/.local/share/fish/generated_completions"
	printf 'import sys\nraise RuntimeError("act " + sys.argv[1])\n' >"$dir/work/fails.py"
	[[ -f $dir/home/.config/remedy/patterns/act.yaml ]] || act_pattern <<'Y'
- id: act
  exception: RuntimeError
  match: ^act (?<name>.+)$
  summary: it acted
  fixes:
    - run: touch made
    - run: "echo {name}"
  examples: [ { origin: real, stderr: "RuntimeError: act x" } ]
Y
	case $shell in
	fish)
		rc=$dir/home/.config/fish/config.fish
		{
			echo "set -g fish_greeting; function fish_prompt; echo -n 'ready> '; end; function fish_right_prompt; end"
			printf 'cd %q\n' "$dir/work"
			printf '%s\n' "$@"
			printf '%q init fish | source\n' "$stage/bin/remedy"
		} >"$rc"
		command=(fish -i)
		;;
	*)
		rc=$dir/home/.${shell}rc
		{
			echo "PS1='ready> '"
			printf 'cd %q\n' "$dir/work"
			printf '%s\n' "$@"
			# shellcheck disable=SC2016 # for that shell
			printf 'eval "$(%q init %s)"\n' "$stage/bin/remedy" "$shell"
		} >"$rc"
		command=("$shell" -i)
		[[ $shell == zsh ]] || command=(bash --noprofile --rcfile "$rc" -i)
		;;
	esac
	local variable names=()
	for variable in LANGUAGE LC_ALL LC_MESSAGES LC_CTYPE LD_PRELOAD REMEDY_CAPTURE XDG_CONFIG_HOME XDG_CACHE_HOME \
		XDG_STATE_HOME XDG_DATA_HOME PYTHONPATH PYTHONHOME VIRTUAL_ENV NO_COLOR CI BASH_ENV ENV PROMPT_COMMAND \
		TMUX INPUTRC VISUAL EDITOR REMEDY_KEY REMEDY_QUIET HISTFILE; do
		names+=(-u "$variable")
	done
	env "${names[@]}" LANG=C.UTF-8 "${language[@]}" HOME="$dir/home" ZDOTDIR="$dir/home" XDG_RUNTIME_DIR="$dir/run" \
		PATH="$stage/bin:$PATH" SHELL="$(command -v "$shell")" REMEDY_PLAIN=1 \
		"${tmux[@]}" new-session -d -x "$columns" -y 50 "${command[*]@Q}"
	prompts=0
	terminal_ready
}

act_fail() { # [NAME]
	terminal_type "python3 fails.py '${1-one}'"
	terminal_ready
}

act_keys() {
	"${tmux[@]}" send-keys "$@"
}

act_line() { # TEXT
	untraced wait_for_line "$1"
}

wait_for_line() {
	local tries last
	for ((tries = 0; tries < 300; tries++)); do
		pause "$tries"
		last_line
		if [[ $last == "$1" ]]; then
			terminal_read
			return
		fi
	done
	terminal_read
	printf 'the last line is not: %s\nthe screen:\n%s\n' "$1" "$screen"
	return 1
}

act_prompt() {
	act_line 'ready>' || return
	prompts=$(grep -c '^ready>' <<<"$screen")
}

# Without a process of its own but tmux: it is asked often.
last_line() {
	local text
	text=$("${tmux[@]}" capture-pane -p -J 2>/dev/null) || true
	text=${text%"${text##*[! $'\n']}"}
	last=${text##*$'\n'}
}

last_begins() { # TEXT
	local last
	last_line
	[[ $last == "$1"* ]]
}

last_ends() { # TEXT
	local last
	last_line
	[[ $last == *"$1" ]]
}

act_end() { # of this terminal, before another is started
	"${tmux[@]}" kill-server
	act_wait no_server
}

no_server() {
	! "${tmux[@]}" has-session 2>/dev/null
}

cursor_at() { # COLUMN, from 0
	[[ $("${tmux[@]}" display-message -p '#{cursor_x}') == "$1" ]]
}

act_wait() { # COMMAND…: until it succeeds
	untraced wait_for "$@"
}

wait_for() {
	local tries
	for ((tries = 0; tries < 300; tries++)); do
		pause "$tries"
		"$@" && return
	done
	terminal_read
	printf 'never true: %s\nthe screen:\n%s\n' "$*" "$screen"
	return 1
}
