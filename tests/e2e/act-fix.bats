#!/usr/bin/env bats
# remedy fix: the command in an editable line, run in the person's own shell.

load act

pattern() { # a `fixes:` list, each line indented by four
	act_pattern <<Y
- id: act
  exception: RuntimeError
  match: ^act (?<name>.+)\$
  summary: it acted
  fixes:
$1
  examples: [ { origin: real, stderr: "RuntimeError: act x" } ]
Y
}

runs() { # SHELL
	pattern '    - run: mkdir -p below && cd below
    - run: echo second'
	act_start "$@"
	act_fail one
	terminal_type 'remedy fix'
	act_line 'fix> mkdir -p below && cd below'
	screen_has "2 steps; the first that fails is the last:"
	screen_has "1. mkdir -p below"
	act_keys Up
	act_line 'fix> echo second'
	act_keys Down
	act_line 'fix> mkdir -p below && cd below'
	act_keys -l 'x'
	act_keys Enter
	act_wait test -d "$dir/work/below"
	# cd failed: nothing is offered, and the shell stands where it stood
	terminal_ready
	screen_lacks 'again>'
	terminal_type 'pwd'
	terminal_ready
	screen_has "$dir/work"
	terminal_type 'remedy fix'
	act_line 'fix> mkdir -p below && cd below'
	act_keys Enter
	offered "$1" "python3 fails.py 'one'"
	act_keys C-u
	act_keys -l 'pwd'
	act_keys Enter
	terminal_ready
	screen_has "$dir/work/below"
}

stops() { # SHELL
	pattern "    - run: mkdir -p 'b && c' && cd nowhere && echo third && echo fourth"
	act_start "$@"
	act_fail one
	terminal_type 'remedy fix'
	act_line "fix> mkdir -p 'b && c' && cd nowhere && echo third && echo fourth"
	screen_has "4 steps"
	screen_has "1. mkdir -p 'b && c'"
	screen_has "2. cd nowhere"
	act_keys Enter
	act_wait test -d "$dir/work/b && c"
	terminal_ready
	screen_has "remedy: step 2 of 4 failed: cd nowhere; not run: echo third && echo fourth"
	screen_lacks 'again>'
	screen_lacks '__remedy_step'
	# the history has the line as it was shown, and a later failure is no step
	terminal_type 'cd elsewhere'
	terminal_ready
	[[ $(grep -c '^remedy: step' <<<"$screen") == 1 ]]
	[[ $1 != fish ]] || return 0
	terminal_type 'echo lines $(fc -l | grep -c "mkdir.*[&] cd now.*fourth") $(fc -l | grep -c "remedy_[s]tep")'
	terminal_ready
	screen_has "lines 1 0"
}
@test "bash: of a fix of several steps the one that failed is named, and what was not run" { stops bash; }
@test "zsh: of a fix of several steps the one that failed is named, and what was not run" { stops zsh 'bindkey -e' 'HISTSIZE=100'; }
@test "fish: of a fix of several steps the one that failed is named, and what was not run" { stops fish; }

offered() { # SHELL LINE
	case $1 in
	bash | fish) act_line "again> $2" ;;
	*) act_line "ready> $2" ;;
	esac
}

@test "bash: a cd in the fix is the shell's own, and the failed line is offered" { runs bash; }
@test "bash, vi: the same" { runs bash 'set -o vi'; }
@test "zsh: the same" { runs zsh 'bindkey -e'; }
@test "fish: the same" { runs fish; }

own() { # SHELL LINE…
	pattern '    - run: greet one'
	act_start "$@"
	act_fail one
	terminal_type 'remedy fix'
	act_line 'fix> greet one'
	act_keys Enter
	offered "$1" "python3 fails.py 'one'"
	screen_has 'hello one'
	[[ $1 != fish || $(fish --version) != *" 3."* ]] || return 0 # fish 3 lets nobody add to its history
	act_keys C-c
	act_prompt
	act_keys Up
	act_line "ready> greet one"
}
@test "bash: aliases and functions of the shell are there, and its history gets the fix" { own bash "alias greet='say hello'" 'say() { echo "$@"; }'; }
@test "zsh: aliases and functions of the shell are there, and its history gets the fix" { own zsh "alias greet='say hello'" 'say() { echo "$@"; }' 'bindkey -e' 'HISTSIZE=100'; }
@test "fish: functions of the shell are there, and from fish 4 its history gets the fix" { own fish 'function greet; echo hello $argv; end'; }

again() { # SHELL
	pattern '    - run: touch made'
	act_start "$@"
	printf 'import os\nif not os.path.exists("made"): raise RuntimeError("act one")\nimport yaml_zz\n' >"$dir/work/fails.py"
	act_fail one
	terminal_type 'remedy fix'
	act_line 'fix> touch made'
	act_keys Enter
	offered "$1" "python3 fails.py 'one'"
	act_keys Enter
	# it runs, fails otherwise, and that failure is told of as any other
	act_wait told_twice
	screen_has "yaml_zz"
}
told_twice() {
	terminal_read
	[[ $(grep -c '^remedy: ' <<<"$screen") == 2 ]]
}
@test "bash: the offered line runs as any other and is watched" { again bash; }
@test "zsh: the offered line runs as any other and is watched" { again zsh; }
@test "fish: the offered line runs as any other and is watched" { again fish; }

watched() { # SHELL
	pattern '    - run: python3 fails.py two'
	act_start "$@"
	act_fail one
	terminal_type 'remedy fix'
	act_line 'fix> python3 fails.py two'
	act_keys Enter
	act_wait told_twice
	act_prompt
	screen_has 'RuntimeError: act two'
	screen_lacks 'again>'
}
@test "bash: a fix that fails is told of, and nothing is offered" { watched bash; }
@test "zsh: a fix that fails is told of, and nothing is offered" { watched zsh; }
@test "fish: a fix that fails is told of, and nothing is offered" { watched fish; }

@test "bash: Ctrl-C leaves the fix, nothing runs then or later" {
	pattern '    - run: touch made'
	act_start bash
	act_fail one
	terminal_type 'remedy fix'
	act_line 'fix> touch made'
	act_keys C-c
	terminal_ready
	terminal_type 'remedy --version'
	terminal_ready
	[ ! -e "$dir/work/made" ]
	# the terminal is as it was: what is typed is seen
	act_keys -l seen
	act_line 'ready> seen'
}

removes() { # SHELL
	mkdir -p "$dir/work"
	touch "$dir/work/made"
	pattern '    - run: rm made'
	act_start "$1"
	act_fail one
	terminal_type 'remedy fix'
	act_line 'fix> rm made'
	act_keys Enter
	act_line 'Run it? [y/N]'
	screen_has "This removes or overwrites something."
	act_keys Enter
	terminal_ready
	[ -e "$dir/work/made" ]
	terminal_type 'remedy fix'
	act_line 'fix> rm made'
	act_keys Enter
	act_line 'Run it? [y/N]'
	act_keys y Enter
	act_wait test ! -e "$dir/work/made"
}
@test "bash: a fix that removes something, or asks for rights, says so and asks" { removes bash; }
@test "zsh: a fix that removes something says so and asks" { removes zsh; }
@test "fish: a fix that removes something says so and asks" { removes fish; }

@test "Tab completes a file's name in the fix" {
	mkdir -p "$dir/work"
	echo content >"$dir/work/long-name.txt"
	pattern '    - run: cat long-na'
	act_start bash
	act_fail one
	terminal_type 'remedy fix'
	act_line 'fix> cat long-na'
	act_keys Tab
	act_line 'fix> cat long-name.txt'
	act_keys Enter
	act_line "again> python3 fails.py 'one'"
	screen_has content
}

edits() { # SHELL [LINE…]
	pattern '    - edit: { before: sys.argv, after: sys.orig_argv }'
	act_start "$@"
	act_fail one
	cp -p "$dir/work/fails.py" "$dir/before.py"
	terminal_type 'remedy fix'
	terminal_ready
	screen_has '-raise RuntimeError("act " + sys.argv[1])'
	screen_has '+raise RuntimeError("act " + sys.orig_argv[1])'
	screen_has 'remedy fix --apply 1 makes this change'
	cmp "$dir/before.py" "$dir/work/fails.py"
	act_keys C-x f
	act_line 'ready> remedy fix --apply 1'
	act_keys Enter
	act_line 'Change the file? [y/N]'
	act_keys n Enter
	terminal_ready
	cmp "$dir/before.py" "$dir/work/fails.py"
	terminal_type 'remedy fix --apply'
	act_line 'Change the file? [y/N]'
	act_keys y Enter
	offered "$1" "python3 fails.py 'one'"
	grep -q 'sys.orig_argv\[1\]' "$dir/work/fails.py"
	cmp "$dir/before.py" "$dir/work/fails.py~"
	act_keys C-c
	act_prompt
	terminal_type 'remedy fix --apply'
	terminal_ready
	screen_has 'was changed after the failure'
}
@test "bash: an edit is shown, made on request, and kept back; not where the file has changed" { edits bash; }
@test "zsh: an edit is shown, made on request, and kept back; not where the file has changed" { edits zsh 'bindkey -e'; }
@test "fish: an edit is shown, made on request, and kept back; not where the file has changed" { edits fish; }

opens() { # EDITOR EXPECTED [OPTIONS [SHELL]]
	pattern '    - open: {}'
	mkdir -p "$dir/home/bin"
	printf '#!/bin/sh\nprintf "%%s|" "$@" >%q\n' "$dir/opened" >"$dir/home/bin/$1"
	chmod +x "$dir/home/bin/$1"
	act_start "${4:-bash}" "export VISUAL='$dir/home/bin/$1${3-}'"
	act_fail one
	terminal_type 'remedy fix'
	act_wait test -s "$dir/opened"
	offered "${4:-bash}" "python3 fails.py 'one'"
	[ "$(cat "$dir/opened")" = "$2" ] || { cat "$dir/opened"; return 1; }
}
@test "bash: open starts vim at the line" { opens vim "+2|$dir/work/fails.py|"; }
@test "zsh: open starts helix at the line" { opens hx "$dir/work/fails.py:2|" '' zsh; }
@test "fish: open starts helix at the line" { opens hx "$dir/work/fails.py:2|" '' fish; }
@test "bash: open starts code at the line, with the person's own options" { opens code "-w|--goto|$dir/work/fails.py:2|" ' -w'; }

@test "bash: a user's inputrc with odd bindings, vi mode and a prompt of its own" {
	pattern '    - run: touch made'
	mkdir -p "$dir/home"
	printf 'set editing-mode vi\nset show-mode-in-prompt on\nset vi-ins-mode-string ""\n"j": "k"\n"\\C-m": accept-line\n' >"$dir/home/.inputrc"
	act_start bash
	act_fail one
	terminal_type 'remedy fix'
	act_line 'fix> touch made'
	act_keys Enter
	act_wait test -e "$dir/work/made"
}

@test "bash: a terminal of twenty columns, made larger half way" {
	pattern '    - run: touch made-with-a-name-that-is-longer-than-the-line'
	columns=20
	act_start bash
	act_fail one
	terminal_type 'remedy fix'
	act_wait last_ends longer-than-the-line
	"${tmux[@]}" resize-window -x 90 -y 30
	act_keys -l 2
	act_wait last_ends longer-than-the-line2
	act_keys Enter
	act_wait test -e "$dir/work/made-with-a-name-that-is-longer-than-the-line2"
}

@test "bash: what is left beside the ring for another line, a link or a stranger's, does not run" {
	pattern '    - run: touch made'
	act_start bash
	act_fail one
	local file
	file=$(ls "$dir"/run/remedy/*.ring)
	echo 'touch evil' >"${file%.ring}.run"
	terminal_type 'remedy --version'
	terminal_ready
	[ ! -e "$dir/work/evil" ]
	rm -f "${file%.ring}.run"
	echo 'touch evil' >"$dir/elsewhere"
	ln -s "$dir/elsewhere" "${file%.ring}.run"
	terminal_type 'remedy --version'
	terminal_ready
	[ ! -e "$dir/work/evil" ]
	[ "$(cat "$dir/elsewhere")" = 'touch evil' ]
}

@test "without a terminal the command is printed, and nothing runs" {
	pattern '    - run: touch made
    - say: think of it'
	act_start bash
	act_fail one
	terminal_type 'remedy fix </dev/null >out 2>err; echo "status $?"'
	terminal_ready
	screen_has 'status 0'
	[ "$(cat "$dir/work/out")" = 'touch made' ]
	[ ! -e "$dir/work/made" ]
	terminal_type 'remedy fix --list'
	terminal_ready
	screen_has '1 run touch made'
	screen_has '2 say think of it'
	terminal_type 'remedy fix 9; echo "status $?"'
	terminal_ready
	screen_has 'there are 2 fixes'
	screen_has 'status 2'
}

@test "bash: called by a script, the fix is only shown" {
	pattern '    - run: touch made'
	act_start bash
	act_fail one
	printf 'remedy fix\n' >"$dir/work/script"
	terminal_type 'bash ./script'
	terminal_ready
	screen_has 'only shown'
	terminal_type 'remedy --version'
	terminal_ready
	[ ! -e "$dir/work/made" ]
}

suspended() { # SHELL [LINE…]
	mkdir -p "$dir/work"
	touch "$dir/work/made"
	pattern '    - run: rm made'
	act_start "$@"
	act_fail one
	terminal_type 'remedy fix'
	act_line 'fix> rm made'
	act_keys C-z
	terminal_ready
	terminal_type fg
	act_line 'fix> rm made'
	act_keys Enter
	act_line 'Run it? [y/N]'
	act_keys C-z
	terminal_ready
	terminal_type fg
	act_line 'Run it? [y/N]'
	act_keys C-c
	terminal_ready
	[ -e "$dir/work/made" ]
	# the shell is as it was
	terminal_type 'echo still he""re'
	terminal_ready
	screen_has 'still here'
}
@test "bash: Ctrl-Z at each question, and fg" { suspended bash; }
@test "zsh: Ctrl-Z at each question, and fg" { suspended zsh; }
@test "fish: Ctrl-Z at each question, and fg" { suspended fish; }

@test "bash: an edit on a full disk changes nothing, and says so once" {
	mkdir -p "$dir/work"
	[ "$(id -u)" = 0 ] && mount -t tmpfs -o size=64k,mode=755 none "$dir/work" 2>/dev/null || skip "only root mounts a small disk"
	pattern '    - edit: { before: sys.argv, after: sys.orig_argv }'
	act_start bash "trap 'cd /' EXIT"
	head -c 20000 /dev/zero | tr '\0' '#' >>"$dir/work/fails.py"
	act_fail one
	cp "$dir/work/fails.py" "$dir/before.py"
	cat /dev/zero >"$dir/work/zeros" 2>/dev/null || true
	terminal_type 'remedy fix --apply'
	act_line 'Change the file? [y/N]'
	act_keys y Enter
	terminal_ready
	screen_has 'No space left on device'
	[ "$(grep -c 'No space left' <<<"$screen")" = 1 ]
	cmp "$dir/before.py" "$dir/work/fails.py"
	files=$(ls -A "$dir/work")
	"${tmux[@]}" kill-server
	act_wait umount "$dir/work"
	[ "$files" = $'fails.py\nzeros' ]
}

@test "bash: a fix with a gap to be filled in is not run as it stands" {
	pattern '    - run: export TILL=…'
	act_start bash
	act_fail one
	terminal_type 'remedy fix'
	act_line 'fix> export TILL=…'
	act_keys Enter
	act_wait shown 'stands for what you know'
	act_line 'fix> export TILL=…'
	act_keys BSpace 7 Enter
	act_line "again> python3 fails.py 'one'"
	act_keys C-c
	act_prompt
	terminal_type 'echo "till is $TILL"'
	terminal_ready
	screen_has 'till is 7'
}
shown() { # TEXT
	terminal_read
	[[ $screen == *"$1"* ]]
}

@test "bash: an edit of a file whose name is no UTF-8" {
	pattern '    - edit: { before: sys.argv, after: sys.orig_argv }'
	act_start bash
	mv "$dir/work/fails.py" "$dir/work/"$'f\xff.py' 2>/dev/null || skip "the file system takes UTF-8 only"
	terminal_type 'python3 f*.py one'
	terminal_ready
	terminal_type 'remedy fix --apply'
	act_line 'Change the file? [y/N]'
	act_keys y Enter
	act_wait grep -q 'sys.orig_argv' "$dir/work/"$'f\xff.py'
}
