#!/usr/bin/env bats
# Other people's hooks in the same shell, in both orders of loading: the session
# with remedy is the session without, hints aside.
load session

both_orders() {
	for place in BEFORE AFTER; do
		BEFORE='' AFTER=''
		printf -v $place '%s' "$2"
		same "$1" <<-'END'
		true | false
		echo $?
		python3 -c 'exit(3)'
		echo $? $_
		python3 -c 'exit(3)' | cat
		cd /
		cd - >/dev/null
		for i in 1 2; do echo $i; done
		END
		[[ $(grep -c 'HINT' "$T/remedy") -eq 2 ]]
	done
}

@test "direnv in bash and zsh" {
	command -v direnv >/dev/null || skip "no direnv here"
	echo 'export FROM_DIRENV=1' >.envrc
	direnv allow .
	both_orders bash 'eval "$(direnv hook bash)"; PS1="[\$FROM_DIRENV] @> "'
	both_orders zsh 'eval "$(direnv hook zsh)"'
}

@test "zoxide in bash and zsh" {
	command -v zoxide >/dev/null || skip "no zoxide here"
	both_orders bash 'eval "$(zoxide init bash)"'
	both_orders zsh 'eval "$(zoxide init zsh)"'
}

@test "fzf's key bindings in bash and zsh" {
	[[ -r /usr/share/doc/fzf/examples/key-bindings.bash ]] || skip "no fzf here"
	both_orders bash '. /usr/share/doc/fzf/examples/key-bindings.bash'
	both_orders zsh 'setopt zle; . /usr/share/doc/fzf/examples/key-bindings.zsh; unsetopt zle'
}

@test "zsh-autosuggestions and zsh-syntax-highlighting" {
	[[ -r /usr/share/zsh-autosuggestions/zsh-autosuggestions.zsh && -r /usr/share/zsh-syntax-highlighting/zsh-syntax-highlighting.zsh ]] ||
		skip "neither is here"
	both_orders zsh '. /usr/share/zsh-autosuggestions/zsh-autosuggestions.zsh; . /usr/share/zsh-syntax-highlighting/zsh-syntax-highlighting.zsh'
}

@test "Debian's command-not-found and bash-completion" {
	[[ -r /usr/share/bash-completion/bash_completion ]] || skip "no bash-completion here"
	both_orders bash '. /usr/share/bash-completion/bash_completion'
}

@test "marks of terminals (OSC 133) stay in their order" {
	both_orders bash '__m() { local s=$?; printf "<D;$s>"; return $s; }; PROMPT_COMMAND="__m${PROMPT_COMMAND:+;$PROMPT_COMMAND}"; PS1="<A>@> "; PS0="<C>${PS0-}"'
	both_orders zsh '__m() { print -n "<D;$?>" }; __c() { print -n "<C>" }; precmd_functions+=(__m); preexec_functions+=(__c); PS1="<A>@> "'
}

@test "history hooks like atuin's, with and without DEBUG" {
	bash -c '((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501))' || skip "this bash runs but the first element of PROMPT_COMMAND"
	both_orders bash '__at_pre() { [[ $BASH_COMMAND == *__remedy_* || $BASH_COMMAND == __at* ]] || AT_LAST=$BASH_COMMAND; }; __at() { local s=$?; echo "AT $s"; return $s; }; trap "__at_pre" DEBUG; PROMPT_COMMAND+=("__at")'
}

@test "instant prompt: no output while the shell starts" {
	BEFORE='exec {keep}>&1 {kept}>&2 >"$T/started" 2>&1'
	AFTER='exec >&$keep 2>&$kept'
	for shell in bash zsh; do
		play $shell remedy <<-'END'
		python3 -c 'exit(3)'
		END
		[[ $(hints) -eq 1 && ! -s $T/started ]]
	done
	# powerlevel10k gives the terminal back in its own precmd, which comes behind ours
	BEFORE='exec {keen}<&0 </dev/null; give() { exec <&$keen; precmd_functions=(${precmd_functions:#give}) }' AFTER='precmd_functions+=(give)'
	play zsh remedy <<-'END'
	python3 -c 'exit(3)'
	END
	[[ $(hints) -eq 1 ]]
}

@test "venv's activate and deactivate, and a changed PATH" {
	mkdir -p venv/bin
	printf 'export OLD=$PATH PATH=%s/venv/bin:$PATH; deactivate() { PATH=$OLD; unset -f deactivate; }\n' "$PWD" >venv/bin/activate
	printf '#!/usr/bin/python3\nimport sys; sys.exit(5)\n' >venv/bin/tool
	printf '#!/bin/sh\nexit 6\n' >"$T/bin/tool"
	chmod +x venv/bin/tool "$T/bin/tool"
	for shell in bash zsh; do
		play $shell remedy <<-'END'
		tool
		. venv/bin/activate
		tool
		deactivate
		tool
		END
		[[ $(hints) -eq 1 && $output == *'<--status> <5>'* ]]
	done
}

@test "environment-modules in bash and zsh" {
	[[ -r /usr/share/modules/init/bash && -r /usr/share/modules/init/zsh ]] || skip "no environment-modules here"
	both_orders bash '. /usr/share/modules/init/bash'
	both_orders zsh '. /usr/share/modules/init/zsh'
	mkdir -p modules tools
	printf '#%%Module\nprepend-path PATH %s/tools\n' "$PWD" >modules/tools
	printf '#!/usr/bin/python3\nraise SystemExit(5)\n' >tools/loaded && chmod +x tools/loaded
	for shell in bash zsh; do
		BEFORE=". /usr/share/modules/init/$shell" AFTER=''
		play $shell remedy <<-'END'
		loaded
		module use $PWD/modules
		module load tools
		loaded
		END
		[[ $(hints | tail -1) -eq 2 && $output == *'<--status> <5>'* ]]
	done
}

@test "mise's, asdf's and conda's way: PATH is changed at the prompt, or by a function" {
	mkdir -p project/bin
	printf '#!/usr/bin/python3\nraise SystemExit(5)\n' >project/bin/tool
	printf '#!/bin/sh\nexit 6\n' >"$T/bin/tool"
	chmod +x project/bin/tool "$T/bin/tool"
	way='conda() { case $1 in activate) OLD_PATH=$PATH; PATH='$PWD'/project/bin:$PATH ;; *) PATH=$OLD_PATH ;; esac; hash -r; }
		_way_hook() { case $PWD:$PATH in */project:*/project/bin:*) ;; */project:*) PATH='$PWD'/project/bin:$PATH ;; */project/bin:*) [ -n "${OLD_PATH-}" ] || PATH=${PATH#*/project/bin:} ;; esac; hash -r; }'
	for place in BEFORE AFTER; do
		BEFORE='' AFTER=''
		printf -v $place '%s\n' "$way" 'PROMPT_COMMAND="_way_hook${PROMPT_COMMAND:+;$PROMPT_COMMAND}"'
		same bash <<-'END'
		tool
		cd project
		tool
		cd ..
		tool
		conda activate x
		tool
		conda deactivate
		tool
		END
		[[ $(grep -c '^HINT.*<--run> <[37]>' "$T/remedy") -eq 2 && $(grep -c '^HINT' "$T/remedy") -eq 2 ]]
		BEFORE='' AFTER=''
		printf -v $place '%s\n' "$way" 'autoload -Uz add-zsh-hook; add-zsh-hook precmd _way_hook'
		same zsh <<-'END'
		tool
		cd project
		tool
		cd ..
		tool
		END
		[[ $(grep -c '^HINT.*<--status> <5>' "$T/remedy") -eq 1 ]]
	done
}

# The public scripts' way, with marks that can be seen: kitty writes PS0 and PS1 anew
# at each prompt, WezTerm wraps PS1, iTerm2 and VS Code have a DEBUG trap.
@test "kitty's, WezTerm's, iTerm2's and VS Code's marks in bash" {
	for way in \
		'_k() { local s=$?; PS1="<A>@> "; [[ $PS0 == *"<C>"* ]] || PS0="${PS0-}<C>"; printf "<D;$s>"; return $s; }; PROMPT_COMMAND="_k${PROMPT_COMMAND:+;$PROMPT_COMMAND}"' \
		'_w() { local s=$?; PS1="<P>@> "; printf "<D;$s>"; }; _w0() { printf "<C>"; }; PS0="${PS0-}"'\''$(_w0)'\''; PROMPT_COMMAND="_w${PROMPT_COMMAND:+;$PROMPT_COMMAND}"' \
		'_i() { [[ $BASH_COMMAND == *_i2* || $BASH_COMMAND == *__remedy* || ! ${_armed-} ]] || { _armed=; printf "<C>"; }; }; _i2() { local s=$?; printf "<D;$s>"; _armed=1; return $s; }; trap _i DEBUG; PROMPT_COMMAND="${PROMPT_COMMAND:+$PROMPT_COMMAND;}_i2"'; do
		both_orders bash "$way"
	done
}

# Its trap takes every first command behind a prompt for the line, but its own; that
# must hold where there is no line: Ctrl-C, and Enter alone.
@test "VS Code's marks in bash, its script before and after ours" {
	export TERM_PROGRAM=vscode
	way='_in=1; __vsc_preexec_only() { [[ $_in == 0 ]] || return; _in=1; [[ $BASH_COMMAND == __vsc_prompt* ]] || printf "<E;%s>" "$BASH_COMMAND"; printf "<C>"; }
		__vsc_prompt_cmd() { local s=$? c; for c in "${_vsc_was[@]}"; do (exit $s); eval "$c"; done; printf "<D;$s>"; _in=0; }
		_vsc_was=${PROMPT_COMMAND:-}; PROMPT_COMMAND=__vsc_prompt_cmd; trap '\''__vsc_preexec_only "$_"'\'' DEBUG'
	for place in BEFORE AFTER; do
		BEFORE='' AFTER=''
		printf -v $place '%s' "$way"
		same bash <<-'END'
		echo one

		%sleep 300
		%keys \x03
		%prompt
		python3 -c 'exit(3)'
		echo $?
		END
		[[ $(grep -c 'HINT' "$T/remedy") -eq 1 ]]
	done
}

# WezTerm's script brings a bash-preexec of its own, which installs itself at the first
# prompt and takes the first command behind that for the line.
@test "WezTerm's bash-preexec: the first line of the shell has its mark" {
	way='bash_preexec_imported=defined; __bp_preexec_interactive_mode=; precmd_functions=(); preexec_functions=(_mark); _mark() { printf "<C;%s>" "$1"; }
		__bp_precmd() { local s=$? f; BP_PIPESTATUS=("${PIPESTATUS[@]}"); for f in "${precmd_functions[@]}"; do (exit $s); $f; done; return $s; }
		__bp_on() { __bp_preexec_interactive_mode=on; }
		__bp_debug() { local f; [[ $__bp_preexec_interactive_mode ]] || return 0; __bp_preexec_interactive_mode=
			case $BASH_COMMAND in __bp_* | *__remedy_*) return 0 ;; esac
			for f in "${preexec_functions[@]}"; do $f "$(HISTTIMEFORMAT= history 1 | sed "s/^ *[0-9]* *//")"; done; }
		__bp_install() { PROMPT_COMMAND=${PROMPT_COMMAND/__bp_install/:}; trap __bp_debug DEBUG; PROMPT_COMMAND=$'\''__bp_precmd\n'\''$PROMPT_COMMAND
			if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)); then PROMPT_COMMAND+=(__bp_on); else PROMPT_COMMAND+=$'\''\n__bp_on'\''; fi; __bp_precmd; __bp_on; }
		PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND$'\''\n'\''}__bp_install'
	for place in BEFORE AFTER; do
		BEFORE='' AFTER=''
		printf -v $place '%s' "$way"
		same bash <<-'END'
		echo one
		python3 -c 'exit(3)'
		echo $?
		END
		grep -q '<C;echo one>' "$T/remedy"
		[[ $(grep -c 'HINT' "$T/remedy") -eq 1 ]]
	done
}

@test "Midnight Commander's subshell" {
	command -v mc >/dev/null || skip "no mc here"
	export TERM=xterm
	rc bash remedy >"$HOME/.bashrc"
	play bash remedy <<-'END'
	%keys mc -b\r
	%wait Quit
	%sleep 300
	%keys python3 -c 'exit(3)'\r
	%sleep 900
	%keys \x1b0
	%prompt
	python3 -c 'exit(4)'
	END
	[[ $output == *'<--status> <4>'* && $output != *bash:* ]]
}
