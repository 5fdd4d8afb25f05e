#!/usr/bin/env bats
# bash: the requirements of docs/shells.md by their numbers.
load session

@test "R01 errexit: no failing command in a hook ends the shell" {
	for option in '' 'PROMPT_COMMAND=true' 'trap : DEBUG'; do
		AFTER="set -e"$'\n'$option
		same bash <<-'END'
		true
		false || true


		python3 -c 0
		if false; then :; fi
		(exit 0)
		echo alive $-
		false
		END
	done
}

@test "R02 the trap's status skips commands under extdebug as the person's own trap says" {
	for place in BEFORE AFTER; do
		BEFORE='' AFTER=''
		printf -v $place '%s\n' 'shopt -s extdebug' 'skip() { [[ $BASH_COMMAND != "echo skipped" ]]; }' 'trap "skip" DEBUG'
		same bash <<-'END'
		echo skipped
		echo ok
		python3 -c 'print(1)'
		false
		echo skipped
		echo $?
		END
		grep -q '^ok' "$T/remedy"
		[[ -z $(grep '^skipped' "$T/remedy") ]]
	done
	BEFORE='' AFTER='shopt -s extdebug'
	same bash <<-'END'
	false
	echo runs
	END
}

@test "R04 R69 sourcing leaves options, bindings and names as they were" {
	for kind in plain remedy; do
		session bash $kind >/dev/null <<-'END'
		{ declare -p; declare -F; set -o; shopt; bind -p; bind -X; alias; trap -p; } >state
		END
		grep -av "^declare -[-aAirx]* \(_\|BASH_*\|ENV\|EPOCH\|RANDOM\|SRANDOM\|SECONDS\|LINENO\|PPID\|HISTCMD\|PIPESTATUS\|FUNCNAME\)" state >state.$kind
	done
	# all that is new: our names, PS0, PROMPT_COMMAND, the trap and the handler
	diff state.plain state.remedy | grep '^[<>]' | grep -v '__remedy_\|PS0\|PROMPT_COMMAND\|command_not_found_handle\|^> "$' >rest || true
	cat rest
	[[ ! -s rest ]]
}

@test "R05 a ring that is a pipe, a folder, unreadable, empty or huge delays nothing" {
	SECONDS=0
	play bash remedy <<-'END'
	r=$__remedy_ring
	mkfifo "$r"
	sees; python3 -c 0
	rm -f "$r"; mkdir "$r"
	python3 -c 0
	rmdir "$r"; : >"$r"
	python3 -c 0
	truncate -s 1G "$r"
	python3 -c 0
	chmod 0 "$r"
	python3 -c 0
	rm -rf "$r"; python3 -c 0; rm -f "$r"; truncate -s 1G "$r"
	rm -f "$r"; printf 'remedy-ring 1 run=1 failed=99999999999999999999 x\n' >"$r"; chmod 444 "$r"
	python3 -c 0
	rm -f "$r"; printf 'remedy-ring 1 run=1 failed=a[$(touch evil)]0 x\n' >"$r"
	python3 -c 0
	echo end
	END
	[[ $output == *$'\nend\n'* && ! -e evil && $SECONDS -lt 8 ]]
	[[ $(hints) -eq 0 && $output != *'bash:'* ]]
}

@test "R06 program and capture deleted while the shell runs: silence" {
	cp "$capture" "$T/copy.so"
	AFTER="__remedy_lib=$T/copy.so"
	play bash remedy <<-'END'
	python3 -c 'exit(3)'
	rm -f $T/copy.so $T/bin/remedy
	python3 -c 'exit(4)'
	nosuchthing
	python3 -c 'import os; print(os.environ.get("LD_PRELOAD"))'
	END
	[[ $(hints) -eq 1 && $output != *ld.so* && $output == *None* && $output == *'nosuchthing: command not found'* ]]
	[[ $output != *'No such file'* ]]
}

@test "R06 ulimit -n: with few descriptors nothing is said, and the shell lives; with many it speaks again" {
	lives_with_few_descriptors bash
}

@test "R07 readonly variables: no message, no capture where it cannot be had" {
	for name in PROMPT_COMMAND PS0 LD_PRELOAD IFS REMEDY_CAPTURE; do
		BEFORE="readonly $name=\${$name-}" AFTER=''
		same bash <<-'END'
		python3 -c 'exit(3)'
		echo $?
		END
	done
	BEFORE='' AFTER='readonly HISTCONTROL HISTTIMEFORMAT s p w line status'
	same bash <<-'END'
	python3 -c 'exit(3)'
	readonly LD_PRELOAD
	python3 -c 'exit(3)'
	readonly IFS
	python3 -c 'exit(3)'
	echo $?
	END
	[[ $(grep -c '^HINT' "$T/remedy") -eq 1 ]]
}

@test "R14 REMEDY_PRELOAD=0: the environment of a Python run is as without remedy" {
	BEFORE='REMEDY_PRELOAD=0'
	same bash <<-'END'
	python3 -c 'import os; print(sorted(k for k in os.environ if k != "_"))'
	python3 -c 'exit(3)'
	END
}

@test "R15 nothing happens in a shell that is not a person's, or not bash" {
	line=$(integration bash)
	printf '%s\n' "$line" 'echo end $?' >file
	for shell in 'bash --norc' 'dash' 'zsh -f' 'bash --posix' 'rbash'; do
		run $shell file
		[[ $output == 'end 0' ]]
	done
	BASH_ENV=$PWD/file run bash -c 'echo ${__remedy_pid-none}; trap -p'
	[[ $output == $'end 0\nnone' ]]
	printf '%s\n' "$line" 'set +e; return 3' >"$T/home/.bashrc"
	run bash -ic 'python3 -c "exit(3)"; echo $?' </dev/null
	[[ $output == *3 && $(hints) -eq 0 ]]
	for option in --posix --restricted; do
		same bash $option <<-'END'
		python3 -c 'exit(3)'
		trap -p
		END
	done
}

@test "R16 R50 sourced ten times, nested, exec'ed: one hint each" {
	AFTER="for i in 1 2 3 4 5 6 7 8 9 10; do . \$__remedy_file; done"
	play bash remedy <<-'END'
	python3 -c 'exit(3)'
	bash --noprofile --rcfile $T/rc.remedy -i
	python3 -c 'exit(4)'
	exit
	exec bash --noprofile --rcfile $T/rc.remedy -i
	python3 -c 'exit(5)'
	declare -p PROMPT_COMMAND
	END
	[[ $(hints) -eq 3 ]]
}

@test "R17 R18 R19 status, pipe statuses and the last argument are the person's" {
	AFTER='PS1='\''[$?] @> '\'
	same bash <<-'END'
	false
	(exit 42)
	true | false | (exit 7)
	echo ${PIPESTATUS[*]} $?
	python3 -c 'exit(3)' | cat
	echo ${PIPESTATUS[*]} $?
	echo one lastarg
	echo "$_"
	python3 -c 'exit(3)' lastarg
	echo "$_" $? $! $-
	! true
	echo $?

	echo $?
	sleep 0.01 & wait $!; echo $?
	END
}

# The parts of one string, all that bash had before 5.1, share what the last of them left.
before_arrays() { ! bash -c '((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501))'; }

@test "R18 what other prompt commands see of the status" {
	for before in 'PROMPT_COMMAND=("see 1" "see 2")' 'PROMPT_COMMAND="see 1;"' 'PROMPT_COMMAND=$'\''see 1\n'\' ''; do
		BEFORE='see() { echo "$1: $? ${PIPESTATUS[*]} $_"; }; '$before
		! before_arrays || BEFORE='see() { echo "$1: $?"; }; '$before
		AFTER='PROMPT_COMMAND+=("see 3")'
		! before_arrays || AFTER='printf -v PROMPT_COMMAND "%s\nsee 3" "${PROMPT_COMMAND-}"'
		same bash <<-'END'
		true | false | (exit 7)
		python3 -c 'exit(3)'
		(exit 9)
		END
	done
}

@test "R17 a string that stays one: the status is passed on to what follows in it" {
	BEFORE='see() { echo "$1: $?"; }; export PROMPT_COMMAND="see 1"'
	same bash <<-'END'
	(exit 7)
	python3 -c 'exit(3)'
	declare -p PROMPT_COMMAND | head -1 | cut -c1-12
	END
	grep -q '^HINT' "$T/remedy"
}

@test "R20 where bash-preexec is, its arrays are used and nothing else" {
	# its contract: a DEBUG trap and PROMPT_COMMAND of its own that call the arrays
	preexec='bash_preexec_imported=defined; precmd_functions=(); preexec_functions=()
		__bp_last=1
		__bp_precmd() { local s=$? f; BP_PIPESTATUS=("${PIPESTATUS[@]}"); for f in "${precmd_functions[@]}"; do (exit $s); $f; done; return $s; }; __bp_interactive() { __bp_last=0; }
		__bp_debug() { [[ $__bp_last == 1 || $BASH_COMMAND == __bp* ]] && return; __bp_last=1; local f; for f in "${preexec_functions[@]}"; do $f "$(HISTTIMEFORMAT= history 1 | sed "s/^ *[0-9]* *//")"; done; }
		if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)); then PROMPT_COMMAND[0]=__bp_precmd; PROMPT_COMMAND+=(__bp_interactive)
		else printf -v PROMPT_COMMAND "__bp_precmd\n%s\n__bp_interactive" "${PROMPT_COMMAND-}"; fi; trap __bp_debug DEBUG
		echo_pre() { echo "PRE $1"; }; preexec_functions+=(echo_pre)'
	for place in BEFORE AFTER; do
		BEFORE='' AFTER=''
		printf -v $place '%s' "$preexec"
		same bash <<-'END'
		echo one
		python3 -c 'exit(3)'
		echo $?
		python3 -c 'exit(3)' | cat
		trap -p DEBUG
		END
		[[ $(grep -c '^HINT' "$T/remedy") -eq 2 ]]
	done
}

@test "R21 history settings are untouched; a line kept out of it is not handed on" {
	AFTER='HISTCONTROL=ignorespace'
	play bash remedy <<-'END'
	 python3 -c 'exit(3)' secret
	python3 -c 'exit(4)' open
	echo "$HISTCONTROL" ${HISTTIMEFORMAT-unset}
	history
	END
	[[ $output == *'<--status> <3>'*'<--command> <>'* && $output == *'<--command> <python3 -c '*open* ]]
	[[ $(grep '^HINT' <<<"$output") != *secret* && $output == *'ignorespace unset'* ]]
	[[ $(grep -c '^ *[0-9]* *python3' <<<"$output") -eq 1 ]]
}

@test "R22 the person's own DEBUG trap runs for every command, set before or after" {
	for place in BEFORE AFTER; do
		BEFORE='' AFTER=''
		printf -v $place '%s' 'trap '\''[[ ! ${ready-} || $BASH_COMMAND == *__remedy_* ]] || echo "<$BASH_COMMAND|$?|$_>"'\'' DEBUG'
		same bash <<-'END'
		ready=1
		echo one; false; echo two | cat
		python3 -c 'exit(3)' arg
		for i in 1 2; do echo $i; done
		END
		[[ $(grep -c '^HINT' "$T/remedy") -eq 1 ]]
	done
	BEFORE='' AFTER=''
	play bash remedy <<-'END'
	trap 'echo "<$BASH_COMMAND>"' DEBUG
	echo later
	python3 -c 'exit(3)'
	END
	[[ $(hints) -eq 1 && $output == *'<echo later>'* ]]
}

@test "R23 R24 every shape of PROMPT_COMMAND, before and after" {
	for shape in 'PROMPT_COMMAND="echo P"' 'PROMPT_COMMAND="echo P; "' 'PROMPT_COMMAND=$'\''echo P\n'\' 'PROMPT_COMMAND=("echo P" "echo Q")' \
		'PROMPT_COMMAND="echo P${PROMPT_COMMAND:+; $PROMPT_COMMAND}"' 'PROMPT_COMMAND="${PROMPT_COMMAND:+$PROMPT_COMMAND;}echo P"' 'export PROMPT_COMMAND="echo P"' 'unset PROMPT_COMMAND'; do
		for place in BEFORE AFTER; do
			[[ $place$shape != AFTER*[PQ]\"* || $shape == *:+* ]] || continue # R25: it replaces ours
			[[ $place$shape != AFTER* || $shape == *:+* ]] || ! before_arrays || continue
			[[ $place$shape != AFTER*unset* ]] || continue
			BEFORE='' AFTER=''
			printf -v $place '%s' "$shape"
			same bash <<-'END'
			echo one
			python3 -c 'exit(3)'
			END
			[[ $(grep -c '^HINT' "$T/remedy") -eq 1 ]] || { echo "$place $shape" && cat "$T/remedy" && false; }
		done
	done
}

@test "R25 one half dropped: the other exports nothing for long" {
	play bash remedy <<-'END'
	python3 -c 0
	PROMPT_COMMAND=()
	python3 -c 0
	sees
	python3 -c 0
	sees; python3 -c 'import os; print(os.environ.get("REMEDY_CAPTURE"))'
	END
	[[ $output != *SEES* && $output == *$'\nNone\n'* ]]
	play bash remedy <<-'END'
	trap - DEBUG
	true
	true
	python3 -c 'exit(4)'
	END
	[[ $(hints) -eq 1 && $output == *'<--status> <4>'* ]]
}

@test "R26 LD_PRELOAD comes back byte for byte in all its states" {
	for state in 'unset LD_PRELOAD' 'LD_PRELOAD=/lib/x86_64-linux-gnu/libm.so.6' 'export LD_PRELOAD=/lib/x86_64-linux-gnu/libm.so.6' \
		'export LD_PRELOAD=' 'LD_PRELOAD=' 'export LD_PRELOAD; unset -v LD_PRELOAD; declare -x LD_PRELOAD'; do
		AFTER=$state
		same bash <<-'END'
		declare -p LD_PRELOAD REMEDY_CAPTURE
		python3 -c 'exit(3)'
		declare -p LD_PRELOAD REMEDY_CAPTURE; env | grep -c LD_PRELOAD
		python3 -c 0; declare -p LD_PRELOAD REMEDY_CAPTURE
		python3 -c 0; LD_PRELOAD=other:more
		declare -p LD_PRELOAD
		END
	done
}

@test "R26 nobody else's hook sees the capture" {
	BEFORE='PROMPT_COMMAND=sees; PS1='\''$(sees)@> '\'
	AFTER='PROMPT_COMMAND+=(sees)'
	play bash remedy <<-'END'
	python3 -c 'exit(3)'
	python3 -c 0 && sees
	python3 -c 0 | sees
	END
	[[ $output != *SEES* && $(hints) -eq 1 ]]
}

@test "R28 R29 an inherited capture goes, the person's preload stays and comes first" {
	export LD_PRELOAD="/lib/x86_64-linux-gnu/libm.so.6:$capture" REMEDY_CAPTURE=1:1:/nowhere
	play bash remedy <<-'END'
	echo "<$LD_PRELOAD> ${REMEDY_CAPTURE-none}"
	./pre 2>&1
	END
	unset LD_PRELOAD REMEDY_CAPTURE
	[[ $output == *'</lib/x86_64-linux-gnu/libm.so.6> none'* ]]
	printf '#!/usr/bin/python3\n' >empty.py && chmod +x empty.py
	AFTER='LD_PRELOAD=/lib/x86_64-linux-gnu/libm.so.6; REMEDY_COMMANDS=sees'
	play bash remedy <<-'END'
	sees
	END
	[[ $output == *"SEES /lib/x86_64-linux-gnu/libm.so.6:$capture"* ]]
}

# Each line of the table: yes or no, and a command line. What is armed shows in
# the environment of `sees`, which stands for the Python that would run.
@test "R34 which command lines are Python runs" {
	mkdir -p venv/bin "my venv/bin"
	for name in python python3 python3.13 pypy3 pip pytest tox nox uvx uv poetry pipenv conda make x.py git sudo mytool; do
		cp "$T/bin/sees" "$T/bin/$name"
	done
	cp "$T/bin/sees" venv/bin/python
	cp "$T/bin/sees" "my venv/bin/python"
	cp "$T/bin/sees" script.py
	printf '#!%s\n' "$T/bin/python3" >"$T/bin/entry"
	printf '#!/usr/bin/env python3\nx\n' >entry2
	printf '#!/bin/sh\n"exec" "/some/very/long/python" "$0" "$@"\n' >"$T/bin/entry3"
	printf '#!/bin/sh\nprintenv REMEDY_CAPTURE | sed "s/^/SEES /"\n' >"$T/bin/other"
	chmod +x entry2 "$T/bin/entry" "$T/bin/entry3" "$T/bin/other"
	sed 's/^[a-z]* *//' >"$T/table" <"$here/lines"
	AFTER='f() { python; }; g() { f; }; h() { git python; }; alias py=python; REMEDY_COMMANDS="mytool !make"'
	{
		n=0
		while IFS= read -r line; do
			n=$((n + 1))
			printf '%s\n' "$line" "echo END$n"
		done <"$T/table"
	} >typed
	session bash remedy <typed >said
	awk '/^@> echo END/ { print seen; seen = "no"; next } /^SEES/ { seen = "yes" } BEGIN { seen = "no" }' said | paste -d ' ' - "$T/table" >got
	diff "$here/lines" got
}

@test "R35 what is no failure of a run gets no hint" {
	play bash remedy <<-'END'
	%sleep 200
	%keys \x03
	%prompt

	python3 -c 'exit(0)'
	python3 -c 'import os; os.kill(os.getpid(), 2)'
	python3 -c 'exit(130)'
	python3 -c 'import signal; signal.signal(13, 0); print("y\n"*100000)' | head -1 >/dev/null
	%keys python3 -c 'print("u" "p"); import time; time.sleep(20)'\r
	%wait up
	%keys \x1a
	%prompt
	kill -9 %1; wait; echo
	exit 3 | true
	ls /nowhere
	END
	[[ $(hints) -eq 0 && $output == *Stopped* ]]
}

@test "R35 what is a failure gets one, and only one" {
	play bash remedy <<-'END'
	python3 -c 'exit(3)'
	python3 -c 'exit(3)' | cat
	python3 -c 'exit(3)'; true
	python3 -c 'exit(3)' || true
	./missing/python x
	for i in 1 2; do python3 -c 'exit(3)'; done
	END
	[[ $(hints) -eq 6 && $output == *'<--pipestatus> <3 0>'* && $output == *'<--status> <127>'* ]]
}

@test "R36 command not found: Python's words first, then the handler that was there" {
	same bash <<-'END'
	nosuchthing a b
	echo $?
	END
	[[ $(grep '^HINT' "$T/remedy") == 'HINT <not-found> <nosuchthing> <a> <b>' ]]
	for place in BEFORE AFTER; do
		BEFORE='' AFTER=''
		printf -v $place '%s' 'command_not_found_handle() { echo "mine: $# $1 $2"; return 42; }'
		same bash <<-'END'
		nosuchthing 'a b'
		echo $?
		END
		grep -q '^mine: 2 nosuchthing a b' "$T/remedy"
		grep -q '^HINT' "$T/remedy"
	done
}

@test "R01 R40 R41 R42 R43 every option of set and shopt" {
	for kind in set shopt; do
		if [[ $kind == set ]]; then
			options=$(bash -c 'set -o' | awk '$1 !~ /^(emacs|vi|monitor|history|histexpand|xtrace|verbose|noexec|onecmd|errexit|privileged|interactive-comments|posix|keyword)$/ {print $1}')
			on='set -o' off='set +o'
		else
			options=$(bash -c shopt | awk '$1 !~ /^(login_shell|restricted_shell|compat|promptvars|syslog|histverify|extdebug)/ {print $1}')
			on='shopt -s' off='shopt -u'
		fi
		for option in $options; do
			printf '%s\n' "$on $option; echo $option" "python3 -c 'exit(3)'; (exit 4)" 'echo $? ${PIPESTATUS[0]}' "$off $option"
		done >typed
		same bash <typed
		[[ $(grep -c '^HINT' "$T/remedy") -eq $(wc -w <<<"$options") ]]
	done
}

@test "R39 R41 keyword, posix, promptvars, IFS and nounset from the start" {
	for option in 'set -k' 'set -o posix' 'IFS=:x' 'set -u' 'set -f -C' 'set -a' 'shopt -s nocasematch failglob'; do
		AFTER=$option
		same bash <<-'END'
		python3 -c 'exit(3)'
		echo "$?" one
		true
		END
		grep -q '^HINT' "$T/remedy"
	done
	AFTER=''
	same bash <<-'END'
	shopt -u promptvars
	python3 -c 'exit(3)'
	true
	shopt -s promptvars
	true
	END
}

@test "R44 aliases and functions named like builtins" {
	BEFORE='for w in local export printf return unset trap eval read set test command declare history; do alias $w=false; done'
	same bash <<-'END'
	python3 -c 'exit(3)'
	echo $?
	END
	grep -q '^HINT' "$T/remedy"
	BEFORE='for w in local export printf read test command declare history; do eval "$w() { echo BAD; }"; done'
	same bash <<-'END'
	python3 -c 'exit(3)'
	echo $?
	END
	grep -q '^HINT' "$T/remedy"
	[[ -z $(grep '^BAD' "$T/remedy") ]]
}

@test "R47 an exported PROMPT_COMMAND is silent in a shell without us" {
	BEFORE='export PROMPT_COMMAND="echo P"; export PS0=""'
	same bash <<-'END'
	%keys bash --norc --noprofile -i\r
	%wait bash-
	PS1='@> '
	echo inner
	exit
	echo outer
	END
}

@test "R52 a long loop at the prompt is left alone" {
	play bash remedy <<-'END'
	time for ((i = 0; i < 20000; i++)); do :; done
	END
	[[ $output =~ user.0m([0-9]+) && ${BASH_REMATCH[1]} -lt 3 ]]
}

@test "R53 R55 no output at the start, and xtrace shows no word of Python's" {
	run bash --noprofile --rcfile <(rc bash remedy) -ic true </dev/null
	[[ $output != *remedy* ]]
}

@test "R62 functrace: traps in functions and subshells" {
	AFTER='set -T -E; trap "echo ERR" ERR'
	same bash <<-'END'
	f() { python3 -c 'exit(3)'; false; }
	f
	( true; python3 -c 0 )
	echo $(echo in)
	set +T; false
	END
	grep -q '^HINT' "$T/remedy"
}

@test "R70 off in this shell" {
	play bash remedy <<-'END'
	__remedy_off
	echo
	python3 -c 'exit(3)'
	trap -p; echo "PS0<$PS0>"
	END
	[[ $(hints) -eq 0 && $output == *'PS0<>'* && $output != *'trap --'* ]]
}

@test "R72 history, its numbers and the window's title" {
	AFTER='PS1='\''\! \# @> '\'
	same bash <<-'END'
	echo one
	python3 -c 'exit(3)'
	history
	echo $HISTCMD
	!e
	fc -l
	END
}

@test "R21 R72 no line of a trap or a prompt command enters the history, nor is the history switched on or off" {
	BEFORE='PROMPT_COMMAND=$'\''echo P >/dev/null\necho Q >/dev/null'\' AFTER=$'trap \':\n: two\' DEBUG'
	same bash <<-'END'
	echo one
	python3 -c 'exit(3)'
	f() { :; }; f
	set +o history
	echo two
	python3 -c 'exit(3)'
	set -o history
	history
	END
	[[ $(grep -c '^HINT' "$T/remedy") -eq 2 ]]
}

@test "what remedy fix leaves is run once, after a remedy line only, and enters the history" {
	play bash remedy <<-'END'
	echo 'here=$((1 + 1)); cd /; echo ran in $PWD' >$T/leave
	cp $T/leave "${__remedy_ring%.ring}.run"; true
	echo "<${here-}>"
	remedy fix
	echo "<$here>" $PWD
	remedy fix
	history | grep -c 'cd /; echo ran in $PWD$'
	echo 'echo through a link' >$T/other; ln -sf $T/other "${__remedy_ring%.ring}.run"
	remedy fix
	END
	[[ $output == *$'\n<>\n'* && $output == *$'\nran in /\n'* && $output == *'<2> /'* ]]
	[[ $(grep -c '^ran in' <<<"$output") -eq 1 && $(grep -c '^through a link' <<<"$output") -eq 0 ]]
}

@test "VS Code's order: its trap and PROMPT_COMMAND come after ours" {
	export TERM_PROGRAM=vscode
	AFTER='__vsc_preexec_only() { [[ $__vsc_first == 1 ]] || return 0; __vsc_first=0; echo "C <$BASH_COMMAND>"; }
		__vsc_prompt_cmd_original() { local s=$?; __vsc_first=0; (exit $s); eval "$__vsc_original_prompt_command"; echo "D $s"; __vsc_first=1; }
		__vsc_original_prompt_command=${PROMPT_COMMAND-}; PROMPT_COMMAND=__vsc_prompt_cmd_original
		trap "__vsc_preexec_only" DEBUG'
	same bash <<-'END'
	echo one
	python3 -c 'exit(3)'
	(exit 4)
	END
	grep -q '^HINT' "$T/remedy"
}

@test "a prompt like starship's, after us and before us" {
	starship='starship_precmd() { local s=$?; if [[ 1 == 1 ]]; then eval "${STARSHIP_PROMPT_COMMAND-}"; fi; echo "STAR $s"; }
		STARSHIP_PROMPT_COMMAND=${PROMPT_COMMAND-}; PROMPT_COMMAND=starship_precmd
		star_pre() { STAR_TIME=1; }; trap "star_pre \"\$_\"" DEBUG'
	for place in BEFORE AFTER; do
		BEFORE='' AFTER=''
		printf -v $place '%s' "$starship"
		same bash <<-'END'
		true | (exit 7)
		python3 -c 'exit(3)'
		echo one
		END
		[[ $(grep -c '^HINT' "$T/remedy") -eq 1 ]]
		grep -q 'status> <3>' "$T/remedy"
	done
}

@test "command lines of every kind" {
	same bash <<-'END'
	%keys cat <<X\r
	%keys text $((1+1))\rX\r
	%prompt
	%keys echo a \\\r
	%keys b\r
	%prompt
	# a comment
	{ sleep 0.01; } & wait
	coproc cat; echo hi >&${COPROC[1]}; read -u ${COPROC[0]} x; echo $x; disown; kill $COPROC_PID
	cat <(echo sub)
	x=$(python3 -c 'print(5)'); echo $x
	f() { trap 'echo R' RETURN; echo $LINENO; }; f
	%keys select i in a; do echo $i; break; done\r
	%wait 1) a
	%wait #?
	%keys 1\r
	%prompt
	OPTIND=3; echo $OPTIND "$IFS" | od -c | head -2
	TIMEFORMAT=timed; time true
	exec 5>&1; echo five >&5
	END
}
