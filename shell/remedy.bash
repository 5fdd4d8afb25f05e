# remedy for bash, 4.4 and later; sourced by what `remedy init bash` prints, which
# sets __remedy_bin and __remedy_lib (empty: no capture). What is hooked and why:
# docs/shells.md. Nothing here starts a process unless a Python run has failed.
# Locals have long names because the person's own may be readonly.
#
# shellcheck shell=bash disable=SC2016,SC2015,SC2154,SC2178,SC2179,SC2206,SC2317

[ -n "${BASH_VERSION-}" ] || return 0
case $-:${INSIDE_EMACS-} in *:*tramp*) return 0 ;; *i*:*) ;; *) return 0 ;; esac
case ${BASH_VERSINFO-}.${BASH_VERSINFO[1]} in [0-3].* | 4.[0-3]) return 0 ;; esac
case ${__remedy_pid-}:${SHELLOPTS-}:${BASHOPTS-}: in "$$":* | *:posix:* | *:restricted_shell:*) return 0 ;; esac
__remedy_fixed() { # readonly what we must be able to set
	\builtin local -
	\builtin set +u
	[[ ${PROMPT_COMMAND@a}${PS0@a}${LD_PRELOAD@a}${IFS@a}${REMEDY_CAPTURE@a}${__remedy_pid@a} == *r* ]]
}
! __remedy_fixed || return 0

# A shell below a captured process does not go on with its parent's capture.
if [[ ${LD_PRELOAD-} == *libremedy-capture.so* ]]; then
	LD_PRELOAD=:${LD_PRELOAD// /:}:
	while [[ $LD_PRELOAD == *libremedy-capture.so:* ]]; do
		__remedy_text=${LD_PRELOAD%%libremedy-capture.so:*}
		LD_PRELOAD=${__remedy_text%:*}:${LD_PRELOAD#*libremedy-capture.so:}
	done
	LD_PRELOAD=${LD_PRELOAD#:} LD_PRELOAD=${LD_PRELOAD%:}
	[[ $LD_PRELOAD ]] || \unset LD_PRELOAD
fi
\unset REMEDY_CAPTURE READLINE_LINE READLINE_POINT COMP_LINE COMP_POINT

\builtin declare -A __remedy_words # ":word" -> y (a Python run) or n
__remedy_words=() __remedy_path=$PATH __remedy_depth=0 __remedy_pid=$$ __remedy_backend='' __remedy_own=0 __remedy_busy=y __remedy_tries=0
__remedy_z='' __remedy_line=0                            # PS0 counts the command lines
__remedy_past=0 __remedy_idle=0                          # the last that is over; of which nothing more is wanted
__remedy_fired=0 __remedy_fires=0 __remedy_alive=0       # the last that the trap saw, how often; and its prompt
__remedy_armed=0 __remedy_command=''                     # the last that is a Python run; by which command
__remedy_exported='' __remedy_had='' __remedy_preload='' # LD_PRELOAD as we set it; as it was
__remedy_status=0 __remedy_pipe=0 __remedy_text='' __remedy_before=''
__remedy_ps0='${__remedy_z+${__remedy_z:$((__remedy_line+=1,0)):0}}' __remedy_element='${__remedy_hook-} ${__remedy_arg+"$__remedy_arg"}'
__remedy_top='__remedy_s=$? __remedy_trap=$(builtin trap -p DEBUG); __remedy_install'
__remedy_take='__remedy_prompt || :; while __remedy_taken; do builtin eval "$__remedy_text"; __remedy_told "$?" "${PIPESTATUS[*]}"; done'
__remedy_hook=eval __remedy_arg=$__remedy_top __remedy_dir=/tmp/remedy-$UID
[[ ${XDG_RUNTIME_DIR-} != /* || ! -d $XDG_RUNTIME_DIR ]] || __remedy_dir=$XDG_RUNTIME_DIR/remedy
__remedy_ring=$__remedy_dir/$$-${SRANDOM-$RANDOM$RANDOM}.ring

# True if the program $1, as a command line names it, is a Python run. What
# depends on where we are, or may be installed later, is not remembered.
__remedy_word() {
	\builtin local __remedy_w="$1" __remedy_f='' __remedy_rest="$PATH:" __remedy_v=n
	case " ${REMEDY_COMMANDS-} " in *" !${1##*/} "*) return 1 ;; *" ${1##*/} "*) return 0 ;; esac
	case ${__remedy_words[:$1]-} in y) return 0 ;; n) return 1 ;; esac
	case $1 in
	remedy | . | source | eval | unset | set | shopt | *\$*) return 1 ;; # there is more to it
	*/python | */python[23] | */python[23].* | */pypy | */pypy[23]* | */*.py) return 0 ;;
	\~/*) __remedy_file "${HOME-}/${1#\~/}" && return ;;
	*/*) __remedy_file "$1" && return ;;
	esac
	[[ $1 != */* ]] || return 1
	if \builtin declare -F "$1" >/dev/null 2>&1; then
		! __remedy_function "$1" || __remedy_v=y
	else
		while [[ $__remedy_rest ]]; do
			__remedy_f=${__remedy_rest%%:*}/$1 __remedy_rest=${__remedy_rest#*:}
			[[ ! -f $__remedy_f || ! -x $__remedy_f ]] || break
			__remedy_f=''
		done
		case ${__remedy_f:+$1} in
		'') \builtin compgen -bk -- "$1" >/dev/null || return 1 ;;
		python | python[23] | python[23].* | pypy | pypy[23]* | *.py | pip | pip[23]* | pytest | py.test | tox | nox | uvx | \
			pipx | poetry | pipenv | pdm | hatch | make | gmake | ninja | just) __remedy_v=y ;;
		*) ! __remedy_file "$__remedy_f" || __remedy_v=y ;;
		esac
	fi
	[[ ${#__remedy_words[@]} -lt 500 ]] || __remedy_words=()
	__remedy_words[:$1]=$__remedy_v
	[[ $__remedy_v == y ]]
}

# True if the file's #! line names a Python. pyenv's shims are scripts of bash; pip
# writes #!/bin/sh and an exec where the path is too long for the kernel. read
# passes over NULs unless they end it.
__remedy_file() {
	\builtin local __remedy_a=''
	[[ $1 != */.pyenv/shims/* && $1 != "${PYENV_ROOT-/-}"/shims/* ]] || return 0
	[[ -f $1 && -r $1 ]] && IFS='' \builtin read -rd '' -n 2 __remedy_a <"$1" && [[ $__remedy_a == '#!' ]] || return 1
	IFS='' \builtin read -rd '' -n 250 __remedy_a <"$1"
	[[ $__remedy_a == '#!/bin/sh'$'\n'* ]] || __remedy_a=${__remedy_a%%$'\n'*}
	[[ $__remedy_a == *[/\ ]@(python|pypy|uv run)* ]]
} 2>/dev/null

# True if the function's body runs Python. `declare -f` into a file needs no fork.
__remedy_function() {
	\builtin local __remedy_body='' __remedy_f="$__remedy_ring.0"
	[[ $__remedy_depth -lt 4 && -O $__remedy_dir && ! -L $__remedy_dir && ! -L $__remedy_f ]] || return 1
	__remedy_words[:$1]=n __remedy_depth=$((__remedy_depth + 1)) # n: it may call itself
	\builtin declare -f "$1" >|"$__remedy_f" && IFS='' \builtin read -rd '' __remedy_body <"$__remedy_f"
	__remedy_scan "${__remedy_body#*\{}"
	\builtin set -- $? $((__remedy_depth -= 1))
	return "$1"
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
		! __remedy_walk "$__remedy_c" || return 0
	done
	return 1
}

# True if the one simple command $1 is a Python run: its program is the first
# word behind assignments, redirections, keywords and commands that run others.
__remedy_walk() {
	\builtin local IFS=$' \t\n' __remedy_w __remedy_skip='' __remedy_behind='' __remedy_all
	__remedy_all=(${1:0:2000})
	for __remedy_w in "${__remedy_all[@]:0:40}"; do
		case $__remedy_skip$__remedy_w in # a value's end quote, or an option's argument
		1*) __remedy_skip='' && continue ;;
		[\"\']*) [[ $__remedy_skip ]] && { [[ $__remedy_w != *"$__remedy_skip" ]] || __remedy_skip=''; } && continue ;;
		esac
		__remedy_w=${__remedy_w#\\}
		case $__remedy_w in
		[A-Za-z_]*=*)
			case ${__remedy_w#*=} in \"?*\" | \'?*\' | \"\" | \'\') ;; \"*) __remedy_skip=\" ;; \'*) __remedy_skip=\' ;; esac
			continue
			;;
		[0-9]*[\<\>]* | [\<\>]* | \&\>*) [[ $__remedy_w != *[\<\>\&\|] ]] || __remedy_skip=1 ;;
		if | then | else | elif | do | while | until | ! | \{ | coproc) ;;
		-*) case "$__remedy_behind $__remedy_w" in
			' '* | 'command -'[vV]* | 'ionice -p') return 1 ;;
			'env -'[uC] | 'nice -n' | 'ionice -'[cn] | 'timeout -'[sk] | 'stdbuf -'[ioe] | 'exec -a' | 'time -'[fo]) __remedy_skip=1 ;;
			esac ;;
		env | nice | ionice | nohup | stdbuf | timeout | time | exec | command | builtin | setsid | /*/env | /*/time) __remedy_behind=${__remedy_w##*/} ;;
		uv | rye | conda | mamba | micromamba)
			[[ " ${__remedy_all[*]} " == *\ @(run|install|pip|sync|add|build|tool|create|update|lock)\ * ]] && return ;;
		*)
			[[ $__remedy_behind$__remedy_w == timeout[0-9]* ]] && continue
			__remedy_word "${__remedy_w//[\"\']/}" && return
			return 1
			;;
		esac
	done
	return 1
}

# Exports the capture for the line that now runs, behind the person's own preload.
__remedy_arm() {
	[[ -z $__remedy_exported && ${REMEDY_PRELOAD-} != 0 && ${REMEDY_QUIET-} != off && -r $__remedy_lib && ${LD_PRELOAD@a} != *[!x]* ]] || return 0
	__remedy_had=${LD_PRELOAD@a}${LD_PRELOAD+v} __remedy_preload=${LD_PRELOAD-}
	__remedy_exported=${LD_PRELOAD:+$LD_PRELOAD:}$__remedy_lib
	LD_PRELOAD=$__remedy_exported REMEDY_CAPTURE=$__remedy_line:$$:$__remedy_ring
	\builtin export LD_PRELOAD REMEDY_CAPTURE
	__remedy_armed=$__remedy_line __remedy_command=$1 __remedy_busy=y
}
__remedy_disarm() {
	[[ $__remedy_exported ]] || return 0
	case ${LD_PRELOAD-}:$__remedy_had in
	"$__remedy_exported:xv") LD_PRELOAD=$__remedy_preload ;;
	"$__remedy_exported:v") LD_PRELOAD=$__remedy_preload && \builtin export -n LD_PRELOAD ;;
	"$__remedy_exported:x") \builtin unset LD_PRELOAD && \builtin export LD_PRELOAD ;;
	"$__remedy_exported:") \builtin unset LD_PRELOAD ;;
	*"$__remedy_lib"*) LD_PRELOAD=${LD_PRELOAD/"$__remedy_lib"/} LD_PRELOAD=${LD_PRELOAD%:} ;; # the line changed it
	esac
	__remedy_exported=''
	\builtin unset REMEDY_CAPTURE
}

# The DEBUG trap, before each simple command of a line that is not over; "$_" as
# last argument leaves $_ as it was. The usual case, in as few commands as can be:
# a word known to be no Python run, and nothing exported.
__remedy_debug() {
	if [[ ${__remedy_words[:${BASH_COMMAND%% *}]-}$__remedy_exported == n && $BASH_COMMAND != *[\(\`]* &&
		$PATH == "$__remedy_path" && $((__remedy_fires += 1)) -lt 500 ]]; then
		__remedy_fired=$__remedy_line
	elif [[ $__remedy_line != "$__remedy_idle" && -z ${READLINE_LINE+x}${COMP_LINE+x} && $BASHPID == "$$" ]]; then
		__remedy_decide
	fi
	return 0
}
# The same where the person's own trap follows and wants to see $?, and where our
# precmd half is called by somebody else and will not see it.
__remedy_keep() {
	\builtin set -- "$?" "${PIPESTATUS[*]}" "$1"
	[[ $__remedy_line == "$__remedy_idle" ]] || __remedy_status=$1 __remedy_pipe=$2
	__remedy_debug "$3"
	case $- in *e*) return 0 ;; *) return "$1" ;; esac
}
__remedy_ours() { # a command of PROMPT_COMMAND's
	[[ " ${PROMPT_COMMAND[*]-} " == *[!A-Za-z0-9_-]"$BASH_COMMAND"[!A-Za-z0-9_-]* ]]
}
__remedy_decide() {
	\builtin local -
	\builtin set +aekux -f
	[[ ${IFS@a} != *r* ]] || return 0
	if [[ $__remedy_fired != "$__remedy_line" ]]; then
		# a line without a simple command of its own may have defined a function
		! __remedy_ours && [[ $PATH == "$__remedy_path" ]] || __remedy_words=() __remedy_path=$PATH
		__remedy_fired=$__remedy_line
	fi
	case $BASH_COMMAND in
	"$__remedy_element") __remedy_alive=$__remedy_line && \builtin set -- 1 ;;
	__remedy_* | '(('*) \builtin set -- 1 ;;
	remedy | remedy\ * | */remedy | */remedy\ *) __remedy_listen; __remedy_next eval "$__remedy_take"; \builtin set -- 1 ;;
	*)
		if __remedy_ours; then
			\builtin set -- 1
		elif [[ $BASH_COMMAND == *[\(\`]* || $BASH_COMMAND == [\"\']* ]]; then
			__remedy_scan "$BASH_COMMAND" && \builtin set -- 0 || \builtin set -- 1
		else
			__remedy_walk "$BASH_COMMAND" && \builtin set -- 0 || \builtin set -- 1
		fi
		;;
	esac
	# without our precmd the line before is not over: somebody dropped it
	if [[ $1 == 0 && $__remedy_line -eq $((__remedy_past + 1)) ]]; then
		__remedy_fires=0
		__remedy_arm "$BASH_COMMAND"
	else
		__remedy_disarm
		# a long loop is left alone
		[[ $((__remedy_fires += 1)) -lt 500 ]] || __remedy_idle=$__remedy_line __remedy_alive=$__remedy_line
	fi
	case $BASH_COMMAND in
	.\ * | source\ * | eval\ * | unset\ *) __remedy_words=() ;;
	set\ * | shopt\ *) __remedy_busy=y ;;
	esac
}

# The precmd half. Below somebody else's function (starship, VS Code) $? and
# PIPESTATUS are no longer the person's; then the trap saw them. An element of
# its own need not pass the status on, and an ERR trap would see it.
__remedy_prompt() {
	case $__remedy_own.$__remedy_alive.$__remedy_busy.${PS0-} in
	"1.$__remedy_line.."*__remedy_line+=1*) __remedy_past=$__remedy_line __remedy_idle=$__remedy_line __remedy_fires=0 ;;
	*)
		\builtin set -- "$?" "${PIPESTATUS[*]}"
		__remedy_over "$1" "$2" "${FUNCNAME[1]+nested}"
		[[ $__remedy_own == 1 ]] || return "$1"
		;;
	esac
	return 0
}
__remedy_over() {
	\builtin local -
	\builtin set +aekux -f
	[[ ! $3 || $__remedy_fired != "$__remedy_line" ]] || \builtin set -- "$__remedy_status" "$__remedy_pipe" nested
	__remedy_next __remedy_prompt
	# where the trap did not see this very call, somebody has replaced it
	if [[ $__remedy_backend == own && $__remedy_past != "$__remedy_line" && $__remedy_tries -lt 6 ]] &&
		[[ $__remedy_alive != "$__remedy_line" && (! $3 || $__remedy_fired != "$__remedy_line") ]]; then
		__remedy_next eval "$__remedy_top"
	fi
	__remedy_finish "$1" "$2"
}

# What the element of PROMPT_COMMAND does next time. A function cannot see the
# DEBUG trap, nor remove it: that is for `eval`, at the top.
__remedy_next() {
	\builtin unset __remedy_arg
	__remedy_hook=$1 __remedy_busy=
	[[ $# == 1 ]] || __remedy_arg=$2 __remedy_busy=y
}

# The same two for bash-preexec and ble.sh, which know the whole line beforehand.
__remedy_preexec() {
	\builtin local -
	\builtin set +aekux -f
	__remedy_line=$((__remedy_line + 1))
	[[ $PATH == "$__remedy_path" ]] || __remedy_words=() __remedy_path=$PATH
	case ${1-} in
	remedy | remedy\ * | */remedy | */remedy\ *) __remedy_listen; __remedy_command=remedy ;;
	*) __remedy_command='' && ! __remedy_scan "${1-}" || __remedy_arm "${1-}" ;;
	esac
}
__remedy_precmd() {
	\builtin set -- $?
	\builtin local -
	\builtin set +aekux -f
	__remedy_finish "$1" "${BP_PIPESTATUS[*]-${BLE_PIPESTATUS[*]-$1}}"
	if [[ $__remedy_command == remedy ]]; then
		while __remedy_taken; do
			! __remedy_scan "$__remedy_text" || __remedy_arm "$__remedy_text"
			\builtin eval "$__remedy_text"
			__remedy_result=$?
			__remedy_finish "$__remedy_result" "$__remedy_result"
		done
	fi
	return "$1"
}

# The line is over, with status $1 and pipe statuses $2.
__remedy_finish() {
	\builtin local __remedy_w=''
	__remedy_disarm
	[[ $__remedy_line != "$__remedy_past" ]] || return 0
	__remedy_past=$__remedy_line __remedy_idle=$__remedy_line __remedy_fires=0
	[[ $__remedy_backend != own ]] || __remedy_count
	[[ $__remedy_armed == "$__remedy_line" && ${IFS@a} != *r* ]] || return 0
	\builtin local IFS=$' \t\n'
	case $1 in 130 | 14[6-9] | 150) return 0 ;; esac # Ctrl-C, stopped
	for __remedy_w in $1 $2; do
		case $__remedy_w in 0 | 130 | 141 | 14[6-9] | 150) ;; *) __remedy_report "$1" "$2" && return 0 ;; esac
	done
	[[ -f $__remedy_ring && -r $__remedy_ring ]] || return 0
	IFS='' \builtin read -rd '' -n 64 __remedy_w 2>/dev/null <"$__remedy_ring" || :
	[[ $__remedy_w == 'remedy-ring 1 run='*' failed='* ]] || return 0
	__remedy_w=${__remedy_w#*failed=} __remedy_w=${__remedy_w%% *}
	case $__remedy_w in '' | *[!0-9]* | ???????????*) return 0 ;; esac
	[[ $((10#$__remedy_w)) != "$__remedy_armed" ]] || __remedy_report "$1" "$2"
}

# The one process that we start. What the person keeps out of the history goes nowhere.
__remedy_report() {
	\builtin local __remedy_l=''
	[[ -x $__remedy_bin ]] || return 0
	__remedy_l=$({ HISTTIMEFORMAT='' \builtin history 1; } 2>/dev/null) || :
	__remedy_l=${__remedy_l#"${__remedy_l%%[![:space:]]*}"} __remedy_l=${__remedy_l#"${__remedy_l%%[!0-9]*}"}
	__remedy_l=${__remedy_l#[* ]} __remedy_l=${__remedy_l# }
	if [[ $__remedy_command == ' '* || ${#__remedy_l} -gt 30000 ]] || [[ ${HISTIGNORE-} || :${HISTCONTROL-}:$SHELLOPTS != *history* ||
		${HISTCONTROL-} == *ignore[sb]* ]] && [[ ${__remedy_l//[[:space:]]/} != *"${__remedy_command//[[:space:]]/}"* ]]; then
		__remedy_l=''
	fi
	[[ $2 == *' '* ]] || \builtin set -- "$1"
	__remedy_bind
	"$__remedy_bin" report --shell bash --run "$__remedy_armed" --status "$1" --ring "$__remedy_ring" \
		${2+--pipestatus "$2"} --key "$__remedy_key" --quiet "${REMEDY_QUIET-}" --command "$__remedy_l" </dev/null >&2 || :
}

# PS0 counts the lines, if bash expands its text at all.
__remedy_count() {
	if ! \builtin shopt -q promptvars; then
		PS0=${PS0/"$__remedy_ps0"/}
	elif [[ ${PS0-} != *__remedy_line* ]]; then
		PS0=$__remedy_ps0${PS0-}
	fi
}

# At the first prompt, when the startup files are done, and once the trap was replaced.
__remedy_install() {
	\builtin local -
	\builtin set +aekux -f
	\builtin local __remedy_a
	__remedy_tries=$((__remedy_tries + 1))
	if [[ ${FUNCNAME[1]+nested} && $__remedy_tries -lt 4 ]] && ! \builtin declare -F __vsc_preexec_only >/dev/null; then
		__remedy_element last # a function hides the trap from us: next time at the top
		return "$__remedy_s"
	fi
	__remedy_backend=none
	__remedy_next __remedy_prompt
	[[ ${PROMPT_COMMAND@a} != *a* || ${FUNCNAME[1]+nested} ]] || __remedy_own=1
	[[ -t 0 ]] || return "$__remedy_s"
	if ! __remedy_other; then
		__remedy_backend=own
		__remedy_count
		\builtin eval "__remedy_a=($__remedy_trap)"
		if \builtin declare -F __vsc_preexec_only >/dev/null; then # it runs an older trap but once a line
			\builtin trap -- '__remedy_keep "$_"; __vsc_preexec_only "$_"' DEBUG
		elif [[ ${__remedy_a[2]--} == - && $__remedy_own == 0 ]]; then
			\builtin trap -- '__remedy_keep "$_"' DEBUG
		elif [[ ${__remedy_a[2]--} == - ]]; then
			\builtin trap -- 'case $__remedy_idle:$BASH_COMMAND in *__remedy_hook*) __remedy_alive=$__remedy_line ;; "$__remedy_line":*) ;; *) __remedy_debug "$_" ;; esac' DEBUG
		elif [[ ${__remedy_a[2]} != *__remedy_[dk]* ]]; then
			__remedy_before=${__remedy_a[2]}
			\builtin trap -- '__remedy_keep "$_"'$'\n'"$__remedy_before" DEBUG
		fi
	fi
	__remedy_handler
	__remedy_finish "$__remedy_s" "$__remedy_s"
	return "$__remedy_s"
}

# bash-preexec or ble.sh: their hooks instead of ours.
__remedy_other() {
	if [[ ${BLE_VERSION-} && ${_ble_version-0} -ge 400 ]]; then
		__remedy_backend=ble
		\blehook PREEXEC!='__remedy_preexec "$1"' PRECMD!='__remedy_precmd'
	elif [[ ${bash_preexec_imported-}${__bp_imported-} ]]; then
		__remedy_backend=preexec
		[[ ${PROMPT_COMMAND@a} != *a* ]] || PROMPT_COMMAND=("${PROMPT_COMMAND[@]/"$__remedy_element"/}")
		[[ " ${preexec_functions[*]-} " == *' __remedy_preexec '* ]] || preexec_functions+=(__remedy_preexec) precmd_functions+=(__remedy_precmd)
	else
		return 1
	fi
}

# Ours in PROMPT_COMMAND: a further element where bash has them, so that nobody
# loses PIPESTATUS, else a line of the string.
__remedy_element() {
	if [[ ${TERM_PROGRAM-} == vscode || ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -lt 51 || ${PROMPT_COMMAND+${PROMPT_COMMAND@a}} == *x* ]]; then
		if [[ ${1-} ]]; then PROMPT_COMMAND+=$'\n'$__remedy_element; else PROMPT_COMMAND=$__remedy_element$'\n'${PROMPT_COMMAND-}; fi
	elif [[ ${PROMPT_COMMAND+x} ]]; then
		PROMPT_COMMAND+=("$__remedy_element")
	else
		PROMPT_COMMAND=('' "$__remedy_element")
	fi
}

# Words that are no command: ours answers for Python's, then the handler that was
# there. It runs in a child of the shell, so what it changes is gone afterwards.
__remedy_handler() {
	\builtin local __remedy_f=''
	if \builtin declare -F command_not_found_handle >/dev/null; then
		__remedy_f=$(\builtin declare -f command_not_found_handle)
		[[ $__remedy_f != *__remedy_handler_before* ]] || return 0
		\builtin eval "__remedy_handler_before ${__remedy_f#command_not_found_handle}"
	fi
	command_not_found_handle() {
		[[ ! -x $__remedy_bin || ${REMEDY_QUIET-} == off ]] || "$__remedy_bin" not-found "$@" </dev/null >&2 || :
		! \builtin declare -F __remedy_handler_before >/dev/null || { __remedy_handler_before "$@" && return 0 || return; }
		\builtin unset -f command_not_found_handle
		"$@" # bash's own message, in its own words
	}
}

# `remedy off`, in this shell: only at the top level can a trap be removed.
__remedy_off() {
	__remedy_disarm
	PS0=${PS0/"$__remedy_ps0"/}
	if [[ $__remedy_before ]]; then
		\builtin trap -- "$__remedy_before" DEBUG
	else
		__remedy_next eval 'trap - DEBUG; __remedy_next __remedy_prompt'
	fi
	__remedy_backend=off
}

[[ -r ${__remedy_file%/*}/act.bash ]] && \builtin . "${__remedy_file%/*}/act.bash" || return 0
if ! __remedy_other && [[ "${PROMPT_COMMAND[*]-}" != *__remedy_hook* ]]; then __remedy_element; fi
