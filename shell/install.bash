# The part of remedy for bash that puts the hooks in place, once, at the first prompt,
# when all startup files are done; and again where somebody has replaced the trap.
# Sourced by remedy.bash.
#
# shellcheck shell=bash disable=SC2016,SC2015,SC2154,SC2178,SC2179,SC2317

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
	__remedy_calm __remedy_installed "${FUNCNAME[1]+nested}" || :
	[[ $__remedy_own == 1 ]] || \return "$__remedy_s"
}
__remedy_installed() {
	\builtin local __remedy_a
	__remedy_tries=$((__remedy_tries + 1))
	if [[ $1 && $__remedy_tries -lt 4 ]] && ! \builtin declare -F __vsc_preexec_only >/dev/null; then
		__remedy_place last # a function hides the trap from us: next time at the top
		\return 0
	fi
	__remedy_backend=none
	__remedy_next __remedy_prompt
	[[ $1 || " ${PROMPT_COMMAND[*]}" != *" $__remedy_own_element"* ]] || __remedy_own=1
	[[ -t 0 ]] || \return 0
	if __remedy_other; then
		# bash-preexec took our element for the line to come: its next one is the person's again
		[[ ! ${__bp_preexec_interactive_mode+x} ]] || __bp_preexec_interactive_mode=on
	else
		__remedy_backend=own
		__remedy_count
		# added to an array that was none before us, in a bash that runs but its first
		[[ $__remedy_own == 1 || ! $__remedy_alone ]] || PROMPT_COMMAND+=${PROMPT_COMMAND[1]+$'\n'${PROMPT_COMMAND[1]}}
		__remedy_alone=''
		\builtin eval "__remedy_a=($__remedy_trap)"
		if \builtin declare -F __vsc_preexec_only >/dev/null; then # it runs an older trap but once a line
			\builtin trap -- '__remedy_keep ,then "$_"; case $BASH_COMMAND in *__remedy_*) ;; *) __vsc_preexec_only "$_" ;; esac' DEBUG
		elif [[ ${__remedy_a[2]--} == - && $__remedy_own == 0 ]]; then
			\builtin trap -- 'case .$__remedy_busy in ${__remedy_known[:$BASH_COMMAND]-0}) ;; *) __remedy_keep , "$_" ;; esac' DEBUG
		elif [[ ${__remedy_a[2]--} == - ]]; then
			\builtin trap -- 'case .$__remedy_busy in ${__remedy_known[:$BASH_COMMAND]-0}) ;; *) __remedy_debug "$_" ;; esac' DEBUG
		elif [[ ${__remedy_a[2]} != *__remedy_[dk]* ]]; then
			__remedy_before=${__remedy_a[2]}
			\builtin trap -- '__remedy_keep ,then "$_"'$'\n'"$__remedy_before" DEBUG
		fi
	fi
	__remedy_handler
}

# bash-preexec or ble.sh: their hooks instead of ours.
__remedy_other() {
	if [[ ${BLE_VERSION-} && ${_ble_version-0} -ge 400 ]]; then
		__remedy_backend=ble
		\blehook PREEXEC!='__remedy_preexec "$1"' PRECMD!='__remedy_precmd'
	elif [[ ${bash_preexec_imported-}${__bp_imported-} ]]; then
		__remedy_backend=preexec
		[[ ${PROMPT_COMMAND@a} != *a* ]] || PROMPT_COMMAND=("${PROMPT_COMMAND[@]/"$__remedy_own_element"/}")
		[[ " ${preexec_functions[*]-} " == *' __remedy_preexec '* ]] || preexec_functions+=(__remedy_preexec) precmd_functions+=(__remedy_precmd)
	else
		\return 1
	fi
}

# What runs in theirs, which know the whole line beforehand.
__remedy_preexec() {
	__remedy_calm __remedy_begin "${1-}" || :
}
__remedy_begin() {
	__remedy_line=$((__remedy_line + 1))
	[[ $PATH == "$__remedy_path" ]] || __remedy_forget
	case $1 in
	ulimit\ *) __remedy_limit "$1" ;;
	esac
	[[ ! $__remedy_narrow ]] || \return 0
	case $1 in
	remedy | remedy\ * | */remedy | */remedy\ *) __remedy_listen; __remedy_command=remedy ;;
	fg | fg\ * | %*) __remedy_command=remedy ;;
	*) __remedy_command='' && ! __remedy_scan "$1" || __remedy_arm "$1" ;;
	esac
}
__remedy_precmd() {
	\builtin set -- $?
	__remedy_calm __remedy_finish "$1" "${BP_PIPESTATUS[*]-${BLE_PIPESTATUS[*]-$1}}" || :
	if [[ $__remedy_command == remedy ]]; then
		while __remedy_calm __remedy_taken; do
			__remedy_calm __remedy_begin "$__remedy_text" || :
			\builtin eval "$__remedy_text"
			__remedy_told "$?" "$?"
		done
	fi
	\return "$1"
}

# Ours in PROMPT_COMMAND: a further element where bash has them, so that nobody
# loses PIPESTATUS, else a line of the string, which must not change $? either: what
# follows in it wants the status, and an ERR trap must not see it once more (hence &&).
# A `for` over nothing, unlike any other command, fires no DEBUG trap: where nothing is
# to be done, that is half of what a prompt would cost.
__remedy_own_element='for __remedy_n in ${__remedy_busy:+y}; do $__remedy_hook "${__remedy_arg-$_}" || $__remedy_hook "${__remedy_arg-$_}"; done'
__remedy_place() {
	__remedy_alone=''
	if [[ ${TERM_PROGRAM-} == vscode || ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} -lt 51 || ${PROMPT_COMMAND+${PROMPT_COMMAND@a}} == *x* ]]; then
		[[ ${PROMPT_COMMAND+x} ]] || __remedy_alone=y
		\builtin set -- "${1-}" "$__remedy_element && [[ __remedy_ ]]"
		# no newline at its end: people append with a semicolon
		if [[ $1 ]]; then PROMPT_COMMAND+=$'\n'$2; else PROMPT_COMMAND=$2${PROMPT_COMMAND:+$'\n'}${PROMPT_COMMAND-}; fi
	elif [[ ${PROMPT_COMMAND+x} ]]; then
		PROMPT_COMMAND+=("$__remedy_own_element")
	else
		PROMPT_COMMAND=('' "$__remedy_own_element")
	fi
}

# bash 4.4 tells the attributes of an unset variable only in print. False: readonly.
__remedy_attributes() {
	\builtin local __remedy_f="$__remedy_ring.0" __remedy_a=''
	[[ -O $__remedy_dir && ! -L $__remedy_dir && ! -L $__remedy_f ]] || \return 0
	\builtin declare -p LD_PRELOAD >|"$__remedy_f" && IFS=' ' \builtin read -r _ __remedy_a _ <"$__remedy_f"
	[[ $__remedy_a != *x* ]] || __remedy_had=x
	[[ $__remedy_a != *r* ]]
} 2>/dev/null

# Words that are no command: ours answers for Python's, then the handler that was
# there. It runs in a child of the shell, so what it changes is gone afterwards.
__remedy_handler() {
	\builtin local __remedy_f=''
	if \builtin declare -F command_not_found_handle >/dev/null; then
		__remedy_f=$(\builtin declare -f command_not_found_handle)
		[[ $__remedy_f != *__remedy_handler_before* ]] || \return 0
		\builtin eval "__remedy_handler_before ${__remedy_f#command_not_found_handle}"
	fi
	command_not_found_handle() {
		[[ ! -x $__remedy_bin || ${REMEDY_QUIET-} == off ]] || "$__remedy_bin" not-found "$@" </dev/null >&2 || :
		! \builtin declare -F __remedy_handler_before >/dev/null || { __remedy_handler_before "$@" && \return 0 || \return; }
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

# What config.yaml says, as remedy has written it down for us, with the same time. What
# is set in the shell outranks it.
__remedy_settings() {
	\builtin local __remedy_f="${XDG_CACHE_HOME-}" __remedy_c="${XDG_CONFIG_HOME-}"
	[[ $__remedy_f == /* ]] || __remedy_f=${HOME-}/.cache
	[[ $__remedy_c == /* ]] || __remedy_c=${HOME-}/.config
	__remedy_f+=/remedy/settings __remedy_c+=/remedy/config.yaml
	if [[ $__remedy_c -nt $__remedy_f || $__remedy_c -ot $__remedy_f ]] && [[ -x $__remedy_bin ]]; then
		"$__remedy_bin" init bash </dev/null >/dev/null 2>&1 || :
	fi
	[[ -f $__remedy_f && -r $__remedy_f && -O $__remedy_f && ! -L $__remedy_f ]] || \return 0
	while IFS=' ' \builtin read -r __remedy_c __remedy_text; do
		case $__remedy_c in
		key) REMEDY_KEY=${REMEDY_KEY-$__remedy_text} ;;
		quiet) REMEDY_QUIET=${REMEDY_QUIET-$__remedy_text} ;;
		commands) __remedy_added=$__remedy_text ;;
		esac
	done <"$__remedy_f"
}

__remedy_settings
if ! __remedy_other && [[ "${PROMPT_COMMAND[*]-}" != *__remedy_hook* ]]; then __remedy_place; fi
