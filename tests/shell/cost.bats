#!/usr/bin/env bats
# What the integration costs: processes and instructions at prompts where nothing failed.
load session

typed_lines() {
	printf '%s\n' '/bin/true MARK' true 'echo a | cat | cat' './shscript' 'cd .' 'shscript 3' 'python3 -c 0' 'python3 -c 0 | cat' \
		'pyscript 0' 'ls /nowhere' '' ''
	if [[ $1 == fish ]]; then
		printf '%s\n' 'for i in 1 2; true; end' 'echo (shscript)' 'function f; shscript; end' f
	else
		printf '%s\n' 'for i in 1 2; do :; done' 'x=$(echo)' '(true; false)' 'f() { shscript; }' f
	fi
}

# The processes started in a session, from the marked line on.
processes() {
	rc "$1" "$2" >"$T/rc.$2"
	mkdir -p "$T/z.$2"
	cp "$T/rc.$2" "$T/z.$2/.zshrc"
	typed_lines "$1" >"$T/lines"
	local command
	case $1 in
	bash) command=(bash --noprofile --rcfile "$T/rc.$2" -i) ;;
	zsh) command=(env ZDOTDIR="$T/z.$2" zsh -d -i) ;;
	fish) command=(fish --no-config -i -C "source $T/rc.$2") ;;
	esac
	expect "$here/session.exp" "$T/lines" strace -f -qq -o "$T/trace.$2" -e signal=none -e trace=clone,clone3,fork,vfork,execve "${command[@]}" >/dev/null
	sed -n '/MARK/,$p' "$T/trace.$2" | grep -v 'resumed\|CLONE_THREAD' | sed 's/^[0-9]* *//; s/(.*//' | sort | uniq -c
}

@test "R03 R51 no process at prompts after success, nor where no Python ran" {
	command -v strace >/dev/null || skip "no strace here"
	cp "$T/bin/shscript" .
	for shell in bash zsh fish; do
		command -v $shell >/dev/null || continue
		processes $shell plain >plain
		processes $shell remedy >remedy
		grep -q execve plain
		diff plain remedy
	done
}

# Counted, not timed: microseconds are for make bench, on an idle machine.
@test "R51 instructions that are added to a prompt" {
	command -v valgrind >/dev/null || skip "no valgrind here"
	[[ $(uname -m) == x86_64 ]] || skip "the bounds are for x86_64"
	for shell in bash zsh; do
		command -v $shell >/dev/null || continue
		for what in prompt-$shell prompt-$shell-run; do
			[[ $what != *-run || -x /usr/bin/python3 ]] || continue
			counted=$("$here/../../bench/count-instructions" "$stage" $what)
			bound=$(sed -n "s/^$what //p" "$here/../../bench/instructions")
			echo "# $what: $counted instructions, at most $bound" >&3
			((counted > 1000 && counted <= bound))
		done
	done
}
