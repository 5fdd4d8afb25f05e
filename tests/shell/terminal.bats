#!/usr/bin/env bats
# Programs that own the terminal, and Ctrl-C at every moment.
load session

# What curses draws depends on the terminal's answers, not on us.
@test "R65 curses, the REPL, pdb, input and getpass: as without remedy" {
	export TERM=xterm
	printf '%s\n' 'import curses' 'def main(s):' '    s.addstr(2, 3, "drawn"); s.refresh(); s.getch()' 'curses.wrapper(main)' >screen.py
	printf '%s\n' 'import getpass' 'print("Hello", input("name? ")); print(len(getpass.getpass()))' >asks.py
	printf '%s\n' 'x = 1' 'y = x + 1' >steps.py
	for shell in bash zsh; do
		command -v $shell >/dev/null || continue
		same $shell <<-'END'
		stty -a | grep -o 'i\?canon\|-\?echo ' | tr '\n' ' '
		%keys python3 screen.py\r
		%wait drawn
		%keys q
		%prompt
		%keys PYTHON_BASIC_REPL=1 python3 -q\r
		%wait >>>
		%keys 40 + 2\r
		%wait 42
		%wait >>>
		%keys exit()\r
		%prompt
		%keys python3 asks.py\r
		%wait name?
		%keys Ada\r
		%wait Password:
		%keys secret\r
		%prompt
		%keys python3 -m pdb steps.py\r
		%wait (Pdb)
		%keys n\r
		%wait (Pdb)
		%keys q\r
		%prompt
		stty -a | grep -o 'i\?canon\|-\?echo ' | tr '\n' ' '
		END
	done
}

@test "R05 R64 Ctrl-C at every moment: the prompt comes back, nothing is left behind" {
	for shell in bash zsh; do
		command -v $shell >/dev/null || continue
		BEFORE='trap "interrupted=y" INT'
		[[ $shell == bash ]] || BEFORE=''
		{
			for delay in 0 1 2 4 6 9 13 18 24 31 40 55 70; do
				printf '%s\n' "%keys python3 -c 'exit(3)'\r" "%sleep $delay" '%keys \x03' '%sleep 150' '%keys \x15\r' "%prompt"
			done
			# what was typed ahead has made more prompts than the script waited for
			printf '%s\n' '%keys echo done$((1 + 1))\r' '%wait done2' '%prompt'
			printf '%s\n' "echo \"left <\${LD_PRELOAD-none}\${REMEDY_CAPTURE-none}> \${-//[himsBHXZ0-9]/}.\"" "python3 -c 'exit(4)'"
			[[ $shell == zsh ]] || echo 'trap -p INT'
		} >typed
		play $shell remedy <typed
		[[ $output == *'left <nonenone>'* && $output == *'<--status> <4>'* ]]
		[[ $shell == zsh || ($output == *"trap -- 'interrupted=y' SIGINT"* && $output == *'left <nonenone> .'*) ]]
		[[ $output != *ld.so* && $output != *__remedy* ]]
	done
}

@test "R66 the terminal's size changes during a run; the shell and the hint know the new one" {
	AFTER='shopt -s checkwinsize'
	play bash remedy <<-'END'
	%keys python3 -c 'print("u" "p", flush=True); input(); exit(3)'\r
	%wait up
	%size 30 20
	%keys \r
	%prompt
	echo "$LINES $COLUMNS"
	END
	[[ $(hints) -eq 1 && $output == *'30 20'* ]]
}

@test "the terminal dies: the shell ends, and leaves nothing running" {
	for shell in bash zsh; do
		command -v $shell >/dev/null || continue
		session $shell remedy <<-'END' >said
		python3 -c 'exit(3)'
		echo "pid $$"
		%keys python3 -c 'import time; time.sleep(30)'\r
		%sleep 200
		%hangup
		END
		pid=$(sed -n 's/^pid //p' said)
		for _ in 1 2 3 4 5 6 7 8 9 10; do [[ -d /proc/$pid ]] && sleep 0.2; done
		[[ $pid && ! -d /proc/$pid ]]
	done
}

@test "su, sudo and screen: no capture gets through, a shell inside has its own" {
	[[ $(id -u) == 0 ]] || skip "only root needs no password for su"
	play bash remedy <<-'END'
	su root -c 'sees'
	REMEDY_COMMANDS=su su -m root -c "bash --noprofile --rcfile $T/rc.remedy -ic 'echo in; sees'"
	python3 -c 'exit(3)'
	END
	[[ $output == *$'\nin\n'* && $output != *SEES* && $(hints) -eq 1 ]]
	if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
		play bash remedy <<-END
		REMEDY_COMMANDS=sudo sudo -n $T/bin/sees; echo out \$?
		REMEDY_COMMANDS=sudo sudo -n -E $T/bin/sees 4; echo out \$?
		python3 -c 'exit(3)'
		END
		[[ $output == *$'\nout 0\n'*$'\nout 4\n'* && $output != *SEES* && $output != *ld.so* && $(hints) -eq 1 ]]
	fi
	command -v screen >/dev/null || skip "no screen here"
	play bash remedy <<-'END'
	%keys screen -q -S remedy-test sh -c 'sees; echo inside $TERM; sleep 0.3'\r
	%wait inside
	%prompt
	python3 -c 'exit(3)'
	END
	[[ $output != *SEES* && $(hints) -eq 1 ]]
}
