#!/usr/bin/env bats
# zsh: the requirements of docs/shells.md by their numbers.
load session

setup_file() { command -v zsh >/dev/null || skip "no zsh here"; }

@test "zsh R01 R40 R43 every option, and emulations" {
	options=$(zsh -fc 'print -l ${(ok)options}' | grep -vx 'exec\|interactive\|login\|monitor\|privileged\|restricted\|shinstdin\|singlecommand\|stdin\|verbose\|xtrace\|zle\|errexit\|errreturn\|sunkeyboardhack\|continueonerror\|onecmd\|norcs\|rcs\|globalrcs\|interactivecomments\|ignoreeof\|printexitvalue\|sourcetrace\|debugbeforecmd\|promptsubst\|promptpercent\|promptbang\|hashdirs\|hashcmds\|promptsp\|promptcr')
	for option in $options; do
		printf '%s\n' "if [[ -o $option ]]; then unsetopt $option; else setopt $option; fi; echo $option" "python3 -c 'exit(3)'; (exit 4)" 'echo $? $pipestatus' \
			"if [[ -o $option ]]; then unsetopt $option; else setopt $option; fi"
	done >typed
	same zsh <typed
	[[ $(grep -c '^HINT' "$T/remedy") -eq $(wc -w <<<"$options") ]]
	for emulation in sh ksh 'zsh -o err_exit' 'zsh -o ksh_arrays -o sh_word_split -o no_unset -o warn_create_global -o glob_subst'; do
		AFTER="emulate $emulation"
		same zsh <<-'END'
		true
		python3 -c 0
		echo $?
		END
	done
	for early in 'setopt csh_junkie_quotes ksh_arrays glob_subst' 'emulate ksh' 'setopt warn_create_global warn_nested_var no_unset'; do
		BEFORE=$early AFTER=''
		same zsh <<-'END'
		python3 -c 'exit(3)'
		echo $?
		END
		grep -q '^HINT' "$T/remedy"
	done
}

@test "zsh R04 R69 only our own names are new" {
	for kind in plain remedy; do
		session zsh $kind >/dev/null <<-'END'
		{ setopt; print -l ${(ok)functions}; print -l ${(ok)parameters}; alias; bindkey -L; trap; zle -l; } >state; cp state state.$kind
		END
		mv state state.$kind
	done
	run diff state.plain state.remedy
	[[ $(grep '^[<>]' <<<"$output" | grep -vx '< \|> __remedy_.*\|> command_not_found_handler\|> _zsh_autosuggest_strategy_remedy\|> \(pre\(cmd\|exec\)_functions\)') == '' ]]
}

@test "zsh R05 a ring that is a pipe, a folder, empty or huge delays nothing" {
	SECONDS=0
	play zsh remedy <<-'END'
	r=$__remedy_ring
	mkfifo $r; python3 -c 0
	rm -f $r; mkdir $r; python3 -c 0
	rmdir $r; : >$r; python3 -c 0
	truncate -s 1G $r; python3 -c 0
	chmod 0 $r; python3 -c 0
	rm -rf $r; python3 -c 0; rm -f $r; truncate -s 1G $r
	rm -f $r; print 'remedy-ring 1 run=1 failed=99999999999999999999 x' >$r; chmod 444 $r; python3 -c 0
	rm -f $r; print 'remedy-ring 1 run=1 failed=a[$(touch evil)]0 x' >$r; python3 -c 0
	echo end
	END
	[[ $output == *$'\nend\n'* && ! -e evil && $SECONDS -lt 8 && $(hints) -eq 0 ]]
}

@test "zsh R06 program and capture deleted while the shell runs: silence" {
	cp "$capture" "$T/copy.so"
	AFTER="__remedy_lib=$T/copy.so"
	play zsh remedy <<-'END'
	python3 -c 'exit(3)'
	rm -f $T/copy.so $T/bin/remedy
	python3 -c 'exit(4)'
	nosuchthing
	echo $?
	END
	[[ $(hints) -eq 1 && $output != *ld.so* && $output == *$'\nzsh: command not found: nosuchthing\n'*127* && $output != *'no such file'* ]]
}

@test "zsh R06 ulimit -n: with few descriptors nothing is said, and the shell lives; with many it speaks again" {
	lives_with_few_descriptors zsh
}

@test "zsh R07 readonly variables" {
	for name in LD_PRELOAD REMEDY_CAPTURE precmd_functions; do
		BEFORE="typeset -r $name=''"
		same zsh <<-'END'
		python3 -c 'exit(3)'
		echo $?
		END
	done
	BEFORE='typeset -r s p line word i status_ w'
	same zsh <<-'END'
	python3 -c 'exit(3)'
	readonly LD_PRELOAD
	python3 -c 'exit(3)'
	END
	[[ $(grep -c '^HINT' "$T/remedy") -eq 1 ]]
}

@test "zsh R14 REMEDY_PRELOAD=0: the environment is as without remedy" {
	BEFORE='REMEDY_PRELOAD=0'
	same zsh <<-'END'
	python3 -c 'import os; print(sorted(k for k in os.environ if k not in ("_", "ZDOTDIR")))'
	END
}

@test "zsh R15 nothing happens in a shell that is not a person's" {
	integration zsh >file
	run zsh -f file
	[[ -z $output && $status -eq 0 ]]
	run zsh -fc ". ./file; echo \${+functions[__remedy_precmd]}"
	[[ $output == 0 ]]
}

@test "zsh R16 R50 sourced ten times, nested, exec'ed: one hint each" {
	AFTER="repeat 10 . $T/once"
	mkdir -p "$T" && integration zsh >"$T/once"
	play zsh remedy <<-'END'
	python3 -c 'exit(3)'
	zsh -d -i
	python3 -c 'exit(4)'
	exit
	exec zsh -d -i
	python3 -c 'exit(5)'
	print $precmd_functions $preexec_functions
	END
	[[ $(hints) -eq 3 && $output == *$'\n__remedy_precmd __remedy_preexec\n'* ]]
}

@test "zsh R17 R18 R19 status, pipestatus and the last argument" {
	BEFORE='see() { print "$1: $? $pipestatus" }; precmd() { see precmd }; one() { see one }; precmd_functions=(one)'
	AFTER='two() { see two }; precmd_functions+=(two); PS1="[%?] @> "'
	same zsh <<-'END'
	false
	true | false | (exit 7)
	echo $pipestatus $?
	python3 -c 'exit(3)' | cat
	echo $pipestatus $?
	echo one lastarg
	echo $_ $! $-

	! true
	echo $?
	END
}

@test "zsh R21 a line with a leading space is not handed on" {
	AFTER='setopt hist_ignore_space'
	play zsh remedy <<-'END'
	 python3 -c 'exit(3)' secret
	python3 -c 'exit(4)' open
	END
	[[ $(grep '^HINT' <<<"$output") != *secret* && $output == *'<--command> <python3'*open* ]]
}

@test "zsh R25 one half dropped: the other exports nothing for long" {
	play zsh remedy <<-'END'
	precmd_functions=()
	python3 -c 0
	sees
	END
	[[ $output != *SEES* ]]
}

@test "zsh R26 LD_PRELOAD comes back byte for byte in all its states" {
	for state in 'unset LD_PRELOAD' 'LD_PRELOAD=/lib/x86_64-linux-gnu/libm.so.6' 'export LD_PRELOAD=/lib/x86_64-linux-gnu/libm.so.6' 'export LD_PRELOAD=' 'LD_PRELOAD='; do
		AFTER=$state
		same zsh <<-'END'
		typeset -p LD_PRELOAD REMEDY_CAPTURE
		python3 -c 'exit(3)'
		typeset -p LD_PRELOAD REMEDY_CAPTURE; env | grep -c LD_PRELOAD
		python3 -c 0; export LD_PRELOAD=/lib/x86_64-linux-gnu/libdl.so.2
		typeset -p LD_PRELOAD
		END
	done
}

@test "zsh R26 R45 no other hook sees the capture: precmd first, preexec last" {
	BEFORE='precmd_functions=(sees); preexec_functions=(sees)'
	AFTER='precmd_functions+=(sees); preexec_functions+=(sees)'
	play zsh remedy <<-'END'
	python3 -c 'exit(3)'
	sees
	END
	[[ $output != *SEES* && $(hints) -eq 1 ]]
}

@test "zsh R28 R29 an inherited capture goes, the person's preload comes first" {
	export LD_PRELOAD="/lib/x86_64-linux-gnu/libm.so.6:$capture" REMEDY_CAPTURE=1:1:/nowhere
	AFTER='REMEDY_COMMANDS=sees'
	play zsh remedy <<-'END'
	echo "<$LD_PRELOAD> ${REMEDY_CAPTURE-none}"
	sees
	END
	unset LD_PRELOAD REMEDY_CAPTURE
	[[ $output == *'</lib/x86_64-linux-gnu/libm.so.6> none'* && $output == *"SEES /lib/x86_64-linux-gnu/libm.so.6:$capture"* ]]
}

@test "zsh R34 which command lines are Python runs" {
	mkdir -p venv/bin "my venv/bin"
	for name in python python3 python3.13 pypy3 pip pytest tox nox uvx uv poetry pipenv conda make x.py git sudo mytool; do
		cp "$T/bin/sees" "$T/bin/$name"
	done
	cp "$T/bin/sees" venv/bin/python
	cp "$T/bin/sees" "my venv/bin/python"
	cp "$T/bin/sees" script.py
	printf '#!%s\n' "$T/bin/python3" >"$T/bin/entry"
	printf '#!/bin/sh\nprintenv REMEDY_CAPTURE | sed "s/^/SEES /"\n' >"$T/bin/other"
	chmod +x "$T/bin/entry" "$T/bin/other"
	grep -v '^no h$\|^no git python\|^yes echo x | python\|^yes time' "$here/lines" >lines
	printf '%s\n' 'yes ( python a.py )' 'yes ( cd . && python a.py ) | cat' 'yes { python a.py; } | cat' 'no z() { python; }' >>lines
	AFTER='f() { python; }; g() { f; }; alias py=python; REMEDY_COMMANDS="mytool !make"'
	n=0
	while IFS= read -r line; do
		n=$((n + 1))
		printf '%s\n' "${line#* }" "echo END$n"
	done <lines >typed
	sed 's/^[a-z]* //' lines >table
	session zsh remedy <typed >said
	awk '/^@> echo END/ { print seen; seen = "no"; next } /^SEES/ { seen = "yes" } BEGIN { seen = "no" }' said | paste -d ' ' - table >got
	diff lines got
}

@test "zsh R35 what is no failure of a run gets no hint; what is gets one" {
	play zsh remedy <<-'END'
	python3 -c 'import os; os.kill(os.getpid(), 2)'
	python3 -c 'import signal; signal.signal(13, 0); print("y\n"*100000)' | head -1 >/dev/null
	%keys python3 -c 'print("u" "p"); import time; time.sleep(20)'\r
	%wait up
	%keys \x1a
	%prompt
	kill -9 %1; sleep 0.2; echo
	f() { python3 -c 'exit(3)' }
	ls /nowhere
	END
	[[ $(hints) -eq 0 ]]
	play zsh remedy <<-'END'
	python3 -c 'exit(3)'
	python3 -c 'exit(3)' | cat
	python3 -c 'exit(3)'; true
	python3 -c 'exit(3)' || true
	./missing/python x
	for i in 1 2; do python3 -c 'exit(3)'; done
	( python3 -c 'exit(3)' ); true
	END
	[[ $(hints) -eq 7 && $output == *'<--pipestatus> <3 0>'* ]]
}

@test "zsh R36 command not found: Python's words first, then the handler that was there" {
	same zsh <<-'END'
	nosuchthing a b
	echo $?
	END
	[[ $(grep '^HINT' "$T/remedy") == 'HINT <not-found> <nosuchthing> <a> <b>' ]]
	for place in BEFORE AFTER; do
		BEFORE='' AFTER=''
		printf -v $place '%s' 'command_not_found_handler() { echo "mine: $# $1 $2"; return 42; }'
		same zsh <<-'END'
		nosuchthing 'a b'
		echo $?
		END
		grep -q '^HINT' "$T/remedy"
	done
}

@test "zsh R44 aliases and functions named like builtins" {
	BEFORE='for w in local typeset export print unset eval read setopt command builtin emulate; do alias $w=false; done'
	same zsh <<-'END'
	\python3 -c 'exit(3)'
	echo $?
	END
	grep -q '^HINT' "$T/remedy"
}

@test "zsh R46 R70 hooks called by others, and off" {
	play zsh remedy <<-'END'
	for f in $precmd_functions; do $f; done
	python3 -c 'exit(3)'
	for f in $precmd_functions; do $f; done
	__remedy_off
	python3 -c 'exit(3)'
	print "<$precmd_functions$preexec_functions>"
	END
	[[ $(hints) -eq 1 && $output == *'<>'* ]]
}

@test "zsh what remedy fix leaves is run once, after a remedy line only" {
	play zsh remedy <<-'END'
	echo 'alias here=there; cd /; echo ran in $PWD' >$T/leave
	cp $T/leave ${__remedy_ring%.ring}.run; true
	alias here
	remedy fix
	alias here; pwd
	remedy fix
	echo 'echo through a link' >$T/other; ln -sf $T/other ${__remedy_ring%.ring}.run
	remedy fix
	END
	[[ $(grep -c '^ran in' <<<"$output") -eq 1 && $(grep -c '^through a link' <<<"$output") -eq 0 && $output == *$'\nhere=there\n/\n'* ]]
}
