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
