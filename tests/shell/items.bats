#!/usr/bin/env bats
# What the integration must live with, by the items of docs/shells.md: what no other
# suite has under its requirement's number.
load session

@test "item 1: status, variables, modes, title and history numbers, in bash and zsh" {
	for shell in bash zsh; do
		command -v $shell >/dev/null || continue
		case $shell in
		bash) AFTER='PS1='\''\[\e]0;\w \! \#\a\][$? $BASH_COMMAND] @> '\' ;;
		zsh) AFTER='setopt promptsubst; PS1=$'\''%{\e]0;%~ %!\a%}[$?] @> '\''; preexec() { print "\e]0;$1\a" }' ;;
		esac
		same $shell <<-'END'
		stty -a
		python3 -c 'exit(3)' last
		echo "$? $_ $- $LINENO <$IFS> $OPTIND ${BASH_COMMAND-}" $! | cat -v
		sleep 0.01 & wait
		python3 -c 0 & wait $!
		echo $? $! | sed 's/[0-9][0-9]*$/PID/'
		while getopts ab o -a -b; do python3 -c 0; echo $o $OPTIND; done
		IFS=:; python3 -c 'exit(4)'; echo "<$IFS>"; x=a:b; echo $x
		stty -a
		END
		[[ $(grep -c '^HINT' "$T/remedy") -eq 2 ]] || { cat "$T/remedy" && false; }
	done
}

@test "item 3: ERR, EXIT, WINCH and INT traps of the person's own, set before and after" {
	for place in BEFORE AFTER; do
		BEFORE='' AFTER=''
		printf -v $place '%s\n' 'trap "echo ERR \$? \$BASH_COMMAND" ERR' 'trap "echo EXIT \$?" EXIT' 'trap "resized=y" WINCH' 'trap "interrupted=y" INT'
		same bash <<-'END'
		false
		python3 -c 'exit(3)'
		%keys python3 -c 'print("u" "p", flush=True); input()'\r
		%wait up
		%size 40 100
		%keys \r
		%prompt
		echo ${resized-none}
		%sleep 200
		%keys \x03
		%prompt
		echo $interrupted
		trap -p ERR EXIT WINCH INT
		(exit 5)
		END
		[[ $(grep -c '^HINT' "$T/remedy") -eq 1 ]]
		BEFORE='' AFTER=''
		printf -v $place '%s\n' 'TRAPZERR() { echo ERR $? }' 'TRAPWINCH() { resized=y }' 'trap "echo EXIT" EXIT'
		same zsh <<-'END'
		python3 -c 'exit(3)'
		%keys python3 -c 'print("u" "p", flush=True); input()'\r
		%wait up
		%size 40 100
		%keys \r
		%prompt
		trap
		END
		BEFORE='' AFTER=''
		printf -v $place '%s\n' 'trap "seen+=(\"\$ZSH_DEBUG_CMD\")" DEBUG'
		play zsh remedy <<-'END'
		python3 -c 'exit(3)'
		seen=()
		echo one
		print -l -- $seen
		END
		# it cannot be kept from the first commands of our hooks: five, as something is pending
		[[ $(hints) -eq 1 && $output == *$'\necho one\n'* ]]
		[[ $(sed -n '/print -l/,$p' <<<"$output" | grep -c __remedy_) -le 10 ]]
		[[ $(grep -c '^HINT' "$T/remedy") -eq 1 ]]
	done
}

@test "item 3: PS0 of the person's own, prompts of several lines, a PROMPT_COMMAND that changes the status" {
	for place in BEFORE AFTER; do
		BEFORE='' AFTER=''
		printf -v $place '%s\n' 'PS0="${PS0-}<\$(echo run)>\n"' 'PS1=$'\''\n$? $(echo two)\nline @> '\' \
			'PROMPT_COMMAND="${PROMPT_COMMAND:+$PROMPT_COMMAND;} (exit 9)"'
		same bash <<-'END'
		(exit 7)
		python3 -c 'exit(3)'
		echo $?
		END
		[[ $(grep -c '^HINT.*<--status> <3>' "$T/remedy") -eq 1 ]]
	done
}

# The titles and the prompt of oh-my-zsh: set by hooks, with output of its own.
@test "item 4: a framework like oh-my-zsh, with titles, a slow prompt and hooks replaced" {
	omz='setopt promptsubst; autoload -Uz add-zsh-hook
		omz_pre() { print -nP "\e]0;%~\a" }; omz_exec() { emulate -L zsh; setopt extended_glob; print -n "\e]0;${1[(wr)^(*=*|sudo|ssh|-*)]}\a" }
		add-zsh-hook precmd omz_pre; add-zsh-hook preexec omz_exec; git_info() { echo "(main)" }; PROMPT="\$(git_info) @> "'
	for place in BEFORE AFTER; do
		BEFORE='' AFTER=''
		printf -v $place '%s' "$omz"
		same zsh <<-'END'
		python3 -c 'exit(3)'
		precmd_functions=(omz_pre $precmd_functions)
		LC_ALL=C python3 -c 'exit(4)'
		END
		[[ $(grep -c 'HINT' "$T/remedy") -eq 2 ]]
	done
}

@test "item 4: pyenv's and asdf's shims are Python runs, other shims are not" {
	mkdir -p "$T/home/.pyenv/shims" shims
	cp "$T/bin/sees" "$T/home/.pyenv/shims/black"
	cp "$T/bin/sees" shims/node
	for shell in bash zsh; do
		play $shell remedy <<-'END'
		PATH=$HOME/.pyenv/shims:$PWD/shims:$PATH
		black | cut -c1-6
		node; echo end
		END
		[[ $(grep -c '^SEES' <<<"$output") -eq 2 && $output == *$'\nend'* ]]
	done
}

@test "item 5: a pasted block, a very long line, exec python, comments, jobs that end later" {
	printf -v long '%20000s' ''
	for shell in bash zsh; do
		command -v $shell >/dev/null || continue
		AFTER=''
		[[ $shell == bash ]] || AFTER='setopt interactivecomments nonotify'
		{
			printf '%s\n' "%keys echo one\\rpython3 -c 'exit(3)'\\recho pasted\\r" '%wait pasted' '%prompt' '%sleep 300'
			echo "python3 -c 'exit(4)' # ${long// /x}"
			printf '%s\n' "(sleep 0.2; python3 -c 'exit(5)') &" 'wait' "python3 -c 'import time; time.sleep(0.2); exit(6)' & true" \
				'sleep 0.5' 'true' "$shell -c 'exec python3 -c \"exit(7)\"'" "exec python3 -c 'print(\"in place\"); exit(8)'"
		} >typed
		play $shell remedy <typed
		[[ $output == *'in place'* && $output == *'<--status> <3>'* && $output == *'<--status> <4>'* ]]
		[[ $output != *'<--status> <5>'* && $output != *'<--status> <6>'* && $output != *ld.so* ]]
	done
}

@test "item 5: Ctrl-Z, bg, fg and Ctrl-D, in bash and zsh" {
	printf '%s\n' 'import sys' 'print("u" "p", flush=True)' 'sys.stdin.read()' 'sys.exit(4)' >reads.py
	for shell in bash zsh; do
		command -v $shell >/dev/null || continue
		play $shell remedy <<-'END'
		%keys python3 reads.py\r
		%wait up
		%keys \x1a
		%prompt
		sees
		%keys fg\r
		%sleep 300
		%keys \x04
		%prompt
		echo "<$?>"
		sees
		END
		[[ $output == *'<4>'* && $output != *SEES* ]]
	done
}

@test "item 6: a Linux console, twenty columns, a pager, a progress bar, the other screen" {
	printf '%s\n' 'import sys, time' 'for i in range(5):' '    sys.stderr.write("\r[%s] %d" % ("#" * i, i)); sys.stderr.flush(); time.sleep(0.01)' \
		'sys.stderr.write("\n\x1b[?1049h\x1b[?1000hother\x1b[?1000l\x1b[?1049l")' 'import pydoc; pydoc.pager("paged\n" * 100)' >shows.py
	for shell in bash zsh; do
		command -v $shell >/dev/null || continue
		export TERM=linux PAGER='less -X' LESS=''
		BEFORE='stty rows 10 columns 20'
		same $shell <<-'END'
		%keys python3 shows.py\r
		%wait paged
		%keys q
		%prompt
		stty -a | tail -3
		END
	done
}

# A server of its own on loopback, as tests/cli/scale.bats has one.
@test "item 6: ssh inside, and a shell that ssh started" {
	[[ -x /usr/sbin/sshd ]] && command -v ssh ssh-keygen >/dev/null || skip "no sshd here"
	ssh-keygen -q -t ed25519 -N '' -f host
	ssh-keygen -q -t ed25519 -N '' -f me
	mkdir -p empty
	port=$((20000 + BASHPID % 20000))
	printf '%s\n' "Port $port" 'ListenAddress 127.0.0.1' "HostKey $PWD/host" "AuthorizedKeysFile $PWD/me.pub" 'StrictModes no' 'UsePAM no' "PidFile $PWD/pid" \
		'PermitRootLogin yes' 'AcceptEnv T' >sshd.conf
	mkdir -p /run/sshd 2>/dev/null || true
	/usr/sbin/sshd -f "$PWD/sshd.conf" -E sshd.log || skip "sshd does not start here: $(tail -1 sshd.log)"
	for _ in 1 2 3 4 5 6 7 8 9 10; do [[ -s pid ]] && break || sleep 0.1; done
	printf '#!/bin/sh\nexec ssh -F none -o LogLevel=ERROR -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no -o SendEnv=T -i %s/me -p %s 127.0.0.1 "$@"\n' "$PWD" "$port" >"$T/bin/there"
	chmod +x "$T/bin/there"
	if ! timeout 10 there true 2>said; then
		kill "$(cat pid)"
		skip "no login over loopback here: $(tail -1 said)"
	fi
	for shell in bash zsh; do
		rc $shell remedy >inside.$shell
		mkdir -p zdot && cp inside.$shell zdot/.zshrc
		case $shell in bash) start="bash --noprofile --rcfile $PWD/inside.bash -i" ;; zsh) start="ZDOTDIR=$PWD/zdot zsh -d -i" ;; esac
		play $shell remedy <<-END
		there sees
		python3 -c 'exit(3)'
		%keys there -t "export HOME=$HOME PATH=$PATH XDG_RUNTIME_DIR=$XDG_RUNTIME_DIR T=$T; cd $PWD; $start"\r
		%prompt
		%sleep 100
		sees
		python3 -c 'exit(4)'
		%keys \x04
		%prompt
		python3 -c 'exit(5)'
		END
		echo "$output"
		[[ $output != *SEES* && $(hints) -eq 3 && $output == *'<--status> <4>'* ]] || { kill "$(cat pid)" && false; }
	done
	kill "$(cat pid)"
}
