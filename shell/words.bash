# The half of remedy for bash that decides whether a command line is a Python run, by
# its words alone: nothing is run, nothing expanded. Sourced by remedy.bash at the
# start, not when it is first needed: the person's aliases and options would change
# what it means by then, and the file might be another version's.
#
# shellcheck shell=bash disable=SC2016,SC2015,SC2154,SC2206

# What the trap sees, on a line that is not over: a Python run, or not one.
__remedy_decide() {
	[[ ${IFS@a} != *r* ]] || \return 0
	[[ $PATH == "$__remedy_path" ]] || __remedy_forget
	[[ $__remedy_fired == "$__remedy_line" ]] || __remedy_fired=$__remedy_line __remedy_fires=0
	case $BASH_COMMAND in
	__remedy_*) \builtin set -- 1 ;;
	remedy | remedy\ * | */remedy | */remedy\ *) __remedy_listen; __remedy_next eval "$__remedy_take"; \builtin set -- 1 ;;
	fg | fg\ * | %*) __remedy_next eval "$__remedy_take"; \builtin set -- 1 ;; # a remedy that was stopped goes on
	*) __remedy_python && \builtin set -- 0 || \builtin set -- 1 ;;
	esac
	# without our precmd the last one is not over: somebody dropped it
	if [[ $1 == 0 && $__remedy_line != "$__remedy_past" && $__remedy_armed == @("$__remedy_past"|"$__remedy_line") ]]; then
		__remedy_fires=0
		__remedy_arm "$BASH_COMMAND"
	else
		__remedy_disarm
		[[ $((__remedy_fires += 1)) -lt 500 ]] || __remedy_idle=$__remedy_line
	fi
	__remedy_busy=y __remedy_look=y
	case $BASH_COMMAND in .\ * | source\ * | eval\ * | unset\ * | *REMEDY_*) __remedy_forget ;; esac
}

# True if what the trap sees is a Python run.
__remedy_python() {
	! __remedy_ours || \return 1
	case $BASH_COMMAND in
	*[\(\`]* | [\"\']*) __remedy_scan "$BASH_COMMAND" ;;
	*) __remedy_walk "$BASH_COMMAND" ;;
	esac
}
__remedy_ours() { # a command of PROMPT_COMMAND's
	[[ " ${PROMPT_COMMAND[*]-} " == *[!A-Za-z0-9_-]"$BASH_COMMAND"[!A-Za-z0-9_-]* ]]
}

__remedy_forget() {
	__remedy_words=() __remedy_known=() __remedy_path=$PATH __remedy_busy=y
}

# True if the program $1, as a command line names it, is a Python run. What
# depends on where we are, or may be installed later, is not remembered; the rest
# is, as y, or as n, a program or a harmless builtin, or as c: a builtin or function
# that may change what we rely on (PATH, functions, options, the trap).
__remedy_word() {
	\builtin local __remedy_w="$1" __remedy_f='' __remedy_rest="$PATH:" __remedy_v=n
	case " ${REMEDY_COMMANDS-} $__remedy_added " in *' !'"${1##*/} "*) \return 1 ;; *" ${1##*/} "*) \return 0 ;; esac
	case ${__remedy_words[:$1]-} in y) \return 0 ;; [nc]) \return 1 ;; esac
	[[ ${#__remedy_words[@]} -lt 500 ]] || __remedy_words=()
	case $1 in
	remedy | fg | %* | . | source | eval | unset | *\$*) \return 1 ;; # there is more to it
	*/python | */python[23] | */python[23].* | */pypy | */pypy[23]* | */*.py) __remedy_words[:$1]=y && \return 0 ;;
	\~/*) __remedy_file "${HOME-}/${1#\~/}" && \return ;;
	/bin/* | /sbin/* | /usr/*) # the system's: a package brings them, nobody edits them
		! __remedy_file "$1" || __remedy_v=y
		__remedy_words[:$1]=$__remedy_v
		[[ $__remedy_v == y ]]
		\return
		;;
	*/*) __remedy_file "$1" && \return ;;
	esac
	[[ $1 != */* ]] || \return 1
	if \builtin declare -F "$1" >/dev/null 2>&1; then
		__remedy_v=c
		! __remedy_function "$1" || __remedy_v=y
	else
		while [[ $__remedy_rest ]]; do
			__remedy_f=${__remedy_rest%%:*}/$1 __remedy_rest=${__remedy_rest#*:}
			[[ ! -f $__remedy_f || ! -x $__remedy_f ]] || \break
			__remedy_f=''
		done
		case $1 in
		: | \[ | \[\[ | true | false | echo | test | cd | pwd | pushd | popd | dirs | jobs | [fb]g | wait | kill | type | history | for | case) ;;
		python | python[23] | python[23].* | pypy | pypy[23]* | *.py | pip | pip[23]* | pytest | py.test | tox | nox | uvx | \
			pipx | poetry | pipenv | pdm | hatch | make | gmake | ninja | just)
			[[ $__remedy_f ]] || \return 1
			__remedy_v=y
			;;
		*)
			if \builtin compgen -bk -X "!$1" -- "$1" >/dev/null; then
				__remedy_v=c
			elif [[ ! $__remedy_f ]]; then
				\return 1
			elif __remedy_file "$__remedy_f"; then
				__remedy_v=y
			fi
			;;
		esac
	fi
	__remedy_words[:$1]=$__remedy_v
	[[ $__remedy_v == y ]]
}

# True if the file's #! line names a Python. pyenv's shims are scripts of bash; pip
# writes #!/bin/sh and an exec where the path is too long for the kernel. read
# passes over NULs unless they end it.
__remedy_file() {
	\builtin local __remedy_a=''
	[[ $1 != */.pyenv/shims/* && $1 != "${PYENV_ROOT-/-}"/shims/* ]] || \return 0
	[[ -f $1 && -r $1 ]] && IFS='' \builtin read -rd '' -n 2 __remedy_a <"$1" && [[ $__remedy_a == '#!' ]] || \return 1
	IFS='' \builtin read -rd '' -n 250 __remedy_a <"$1"
	[[ $__remedy_a == '#!/bin/sh'$'\n'* ]] || __remedy_a=${__remedy_a%%$'\n'*}
	[[ $__remedy_a == *[/\ ]@(python|pypy|uv run)* ]]
} 2>/dev/null

# True if the function's body runs Python. `declare -f` into a file needs no fork.
__remedy_function() {
	\builtin local __remedy_body='' __remedy_f="$__remedy_ring.0"
	[[ $__remedy_depth -lt 4 && -O $__remedy_dir && ! -L $__remedy_dir && ! -L $__remedy_f ]] || \return 1
	__remedy_words[:$1]=c __remedy_depth=$((__remedy_depth + 1)) # it may call itself
	\builtin declare -f "$1" >|"$__remedy_f" && IFS='' \builtin read -rd '' __remedy_body <"$__remedy_f"
	__remedy_scan "${__remedy_body#*\{}"
	\builtin set -- $? $((__remedy_depth -= 1))
	\return "$1"
} 2>/dev/null

# True if one of the commands in the shell text $1 is a Python run.
__remedy_scan() {
	\builtin local IFS=$'\n' __remedy_t="${1:0:8000}" __remedy_o='' __remedy_c __remedy_q
	while [[ $__remedy_t == *[\"\']* ]]; do # operators in quotes are none
		__remedy_c=${__remedy_t%%[\"\']*}
		__remedy_o+=$__remedy_c __remedy_q=${__remedy_t:${#__remedy_c}:1} __remedy_t=${__remedy_t:${#__remedy_c}+1}
		__remedy_c=${__remedy_t%%"$__remedy_q"*}
		__remedy_o+=${__remedy_c//[[:space:];&|()]/_} __remedy_t=${__remedy_t:${#__remedy_c}+1}
	done
	__remedy_t=$__remedy_o$__remedy_t
	__remedy_t=${__remedy_t//>&/>}
	for __remedy_c in ${__remedy_t//[;&|()\`]/$'\n'}; do
		! __remedy_walk "$__remedy_c" || \return 0
	done
	\return 1
}

# True if the one simple command $1 is a Python run: its program is the first
# word behind assignments, redirections, keywords and commands that run others.
__remedy_walk() {
	\builtin local IFS=$' \t\n' __remedy_w __remedy_skip='' __remedy_behind='' __remedy_all
	__remedy_all=(${1:0:2000})
	for __remedy_w in "${__remedy_all[@]:0:40}"; do
		case $__remedy_skip$__remedy_w in # a value's end quote, or an option's argument
		1*) __remedy_skip='' && \continue ;;
		[\"\']*) [[ $__remedy_skip ]] && { [[ $__remedy_w != *"$__remedy_skip" ]] || __remedy_skip=''; } && \continue ;;
		esac
		__remedy_w=${__remedy_w#\\}
		case $__remedy_w in
		[A-Za-z_]*=*)
			case ${__remedy_w#*=} in \"?*\" | \'?*\' | \"\" | \'\') ;; \"*) __remedy_skip=\" ;; \'*) __remedy_skip=\' ;; esac
			\continue
			;;
		[0-9]*[\<\>]* | [\<\>]* | \&\>*) [[ $__remedy_w != *[\<\>\&\|] ]] || __remedy_skip=1 ;;
		if | then | else | elif | do | while | until | ! | \{ | coproc) ;;
		-*) case "$__remedy_behind $__remedy_w" in
			' '* | 'command -'[vV]* | 'ionice -p') \return 1 ;;
			'env -'[uC] | 'nice -n' | 'ionice -'[cn] | 'timeout -'[sk] | 'stdbuf -'[ioe] | 'exec -a' | 'time -'[fo]) __remedy_skip=1 ;;
			esac ;;
		env | nice | ionice | nohup | stdbuf | timeout | time | exec | command | builtin | setsid | /*/env | /*/time) __remedy_behind=${__remedy_w##*/} ;;
		uv | rye | conda | mamba | micromamba)
			[[ " ${__remedy_all[*]} " == *\ @(run|install|pip|sync|add|build|tool|create|update|lock)\ * ]] && \return ;;
		*)
			[[ $__remedy_behind$__remedy_w == timeout[0-9]* ]] && \continue
			__remedy_word "${__remedy_w//[\"\']/}" && \return
			\return 1
			;;
		esac
	done
	\return 1
}
