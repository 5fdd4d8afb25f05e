# The half of remedy for zsh that decides whether a command line is a Python run, by its
# words alone: nothing is run, nothing expanded. Sourced by remedy.zsh at the start, not
# when it is first needed: the file might be another version's by then.

# True if the program $1, as a command line names it, is a Python run. What
# depends on where we are, or may be installed later, is not remembered.
__remedy_word() {
	local __remedy_f= __remedy_d __remedy_v=n
	[[ " ${REMEDY_COMMANDS-} $__remedy_added " != *" !${1:t} "* ]] || return 1
	[[ " ${REMEDY_COMMANDS-} $__remedy_added " != *" ${1:t} "* ]] || return 0
	case ${__remedy_words[$1]-} in
	y) return 0 ;;
	n) return 1 ;;
	esac
	(( ${#__remedy_words} < 500 )) || __remedy_words=()
	case $1 in
	fg) return 1 ;; # there is more to it
	*/(python|python[23]|python[23].*|pypy|pypy[23]*|*.py)) __remedy_words[$1]=y; return 0 ;;
	\~/*) __remedy_file $HOME/${1#\~/}; return ;;
	/(bin|sbin|usr)/*) # the system's: a package brings them, nobody edits them
		! __remedy_file $1 || __remedy_v=y
		__remedy_words[$1]=$__remedy_v
		[[ $__remedy_v == y ]]
		return ;;
	*/*) __remedy_file $1; return ;;
	esac
	if (( $+functions[$1] )); then
		[[ ${#funcstack} -lt 12 ]] || return 1
		__remedy_words[$1]=n # it may call itself
		! __remedy_scan ${functions[$1]} || __remedy_v=y
		unset "__remedy_words[$1]" # functions change
		[[ $__remedy_v == y ]]
		return
	fi
	if (( ! $+builtins[$1] )); then
		for __remedy_d in $path; do
			[[ ! -f $__remedy_d/$1 || ! -x $__remedy_d/$1 ]] || { __remedy_f=$__remedy_d/$1; break }
		done
		case ${__remedy_f:+$1} in
		'') return 1 ;;
		(python|python[23]|python[23].*|pypy|pypy[23]*|*.py|pip|pip[23]*|pytest|py.test|tox|nox|uvx|pipx|poetry|pipenv|pdm|hatch|make|gmake|ninja|just)
			__remedy_v=y ;;
		*) ! __remedy_file $__remedy_f || __remedy_v=y ;;
		esac
	fi
	__remedy_words[$1]=$__remedy_v
	[[ $__remedy_v == y ]]
}

# True if the file's #! line names a Python. pyenv's shims are scripts of bash; pip
# writes #!/bin/sh and an exec where the path is too long for the kernel.
__remedy_file() {
	local __remedy_a= __remedy_b=
	[[ $1 != */.pyenv/shims/* && $1 != ${PYENV_ROOT-/-}/shims/* ]] || return 0
	[[ -f $1 && -r $1 ]] && IFS= read -rk 2 -u 0 __remedy_a <$1 && [[ $__remedy_a == '#!' ]] || return 1
	{ IFS= read -r __remedy_a && [[ $__remedy_a == '#!/bin/sh' ]] && IFS= read -r __remedy_b } <$1
	[[ "$__remedy_a$__remedy_b" == *[/\ ](python|pypy|uv run)* ]]
} 2>/dev/null

# True if one of the commands in the shell text $1 is a Python run: the first word
# behind assignments, redirections, keywords and commands that run others.
__remedy_scan() {
	local __remedy_w __remedy_behind= __remedy_v=${1[1,8000]}
	local -i __remedy_skip=0 __remedy_rest=0 __remedy_n=0
	local -a __remedy_all=(${(z)__remedy_v})
	for __remedy_w in "${(@)__remedy_all[1,400]}"; do
		__remedy_n+=1
		[[ ${__remedy_all[__remedy_n+1]-} != '()' && $__remedy_w != function ]] || return 1 # it defines one
		case $__remedy_w in
		(\;|\;\;|\&|\&\&|\&\!|\&\||\||\|\||\|\&|\(|\)|\{|\}|$'\n'|then|else|elif|do|done|fi|if|while|until|!|coproc|time|nocorrect|noglob)
			__remedy_rest=0 __remedy_skip=0 __remedy_behind=
			continue ;;
		esac
		# $(…) and `…` are one word of the line, with commands in it
		if [[ $__remedy_w == *('$('|'<('|'>('|'`')* && $__remedy_w != \'* ]]; then
			! __remedy_scan "${${__remedy_w#*[(\`]}%[)\`]*}" || return 0
		fi
		(( ! __remedy_rest )) || continue
		(( ! __remedy_skip )) || { __remedy_skip=0; continue }
		__remedy_w=${__remedy_w#\\}
		case $__remedy_w in
		[A-Za-z_]*=*) continue ;;
		(|[0-9])[\<\>]*|\&\>*) __remedy_skip=1; continue ;;
		-*)
			case "$__remedy_behind $__remedy_w" in
			' '*|'command -'[vV]*|'ionice -p') __remedy_rest=1 ;;
			('env -'[uC]|'nice -n'|'ionice -'[cn]|'timeout -'[sk]|'stdbuf -'[ioe]|'exec -a'|'time -'[fo]) __remedy_skip=1 ;;
			esac
			continue ;;
		(env|nice|ionice|nohup|stdbuf|timeout|time|exec|command|builtin|setsid|/*/env|/*/time) __remedy_behind=${__remedy_w:t}; continue ;;
		eval) ! __remedy_scan "${(Q)${(j: :)__remedy_all[__remedy_n+1,-1]}}" || return 0 ;;
		(uv|rye|conda|mamba|micromamba)
			[[ " ${__remedy_all[__remedy_n,-1]} " != *\ (run|install|pip|sync|add|build|tool|create|update|lock)\ * ]] || return 0 ;;
		*)
			[[ $__remedy_behind$__remedy_w != timeout[0-9]* ]] || continue
			! __remedy_word ${(Q)__remedy_w} || return 0 ;;
		esac
		__remedy_rest=1
	done
	return 1
}
