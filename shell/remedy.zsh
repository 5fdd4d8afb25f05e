# remedy for zsh, 5.8 and later; sourced by what `remedy init zsh` prints, under
# `emulate zsh -o no_aliases -c`, so that every function here keeps zsh's own options
# whatever the person has set. __remedy_bin and __remedy_lib (empty: no capture) are
# set there. What is hooked and why: docs/shells.md. Nothing here starts a process
# unless a Python run has failed.

[[ -o interactive && ! -o restricted && $ZSH_VERSION == <5->.* && ${INSIDE_EMACS-} != *tramp* ]] || return 0
[[ ${__remedy_pid-} != $$ && ${(t)LD_PRELOAD-}${(t)REMEDY_CAPTURE-}${(t)precmd_functions-}${(t)preexec_functions-} != *readonly* ]] || return 0

# A shell below a captured process does not go on with its parent's capture.
if [[ ${LD_PRELOAD-} == *libremedy-capture.so* ]]; then
	LD_PRELOAD=${(j.:.)${(s.:.)${LD_PRELOAD// /:}}:#*libremedy-capture.so}
	[[ -n $LD_PRELOAD ]] || unset LD_PRELOAD
fi
unset REMEDY_CAPTURE

typeset -gA __remedy_words=() __remedy_known=()         # word, and PATH:line -> y (a Python run) or n
typeset -g __remedy_pid=$$ __remedy_path=$PATH
typeset -gi __remedy_line=0 __remedy_armed=-1           # counts prompts; the one whose line was the last Python run
typeset -g __remedy_s= __remedy_p=                      # the line's status, those of its pipeline
typeset -g __remedy_exported= __remedy_had= __remedy_preload= # LD_PRELOAD as we set it; as it was
typeset -g __remedy_command= __remedy_text= __remedy_dir=/tmp/remedy-$UID __remedy_moved= __remedy_added= __remedy_narrow=
[[ ! -d /dev/shm || ! -w /dev/shm || ! -x /dev/shm ]] || __remedy_dir=/dev/shm/remedy-$UID
[[ ${XDG_RUNTIME_DIR-} != /* || ! -d $XDG_RUNTIME_DIR || ! -O $XDG_RUNTIME_DIR ]] || __remedy_dir=$XDG_RUNTIME_DIR/remedy
typeset -g __remedy_ring=$__remedy_dir/$$-$RANDOM$RANDOM.ring

# Exports the capture for the line that now runs, behind the person's own preload.
__remedy_arm() {
	[[ -t 0 && ${REMEDY_PRELOAD-} != 0 && ${REMEDY_QUIET-} != off && -n $__remedy_lib && -r $__remedy_lib && ${(t)LD_PRELOAD-}${(t)REMEDY_CAPTURE-} != *(readonly|array|integer|tied)* ]] || return 0
	__remedy_had=${(t)LD_PRELOAD-} __remedy_preload=${LD_PRELOAD-}
	__remedy_exported=${LD_PRELOAD:+$LD_PRELOAD:}$__remedy_lib
	typeset -gx LD_PRELOAD=$__remedy_exported REMEDY_CAPTURE=$__remedy_line:$$:$__remedy_ring
	__remedy_armed=$__remedy_line
}
__remedy_disarm() {
	[[ -n $__remedy_exported ]] || return 0
	if [[ ${LD_PRELOAD-} != $__remedy_exported ]]; then # the line changed it: only ours goes
		[[ ${LD_PRELOAD-} != *$__remedy_lib* ]] || LD_PRELOAD=${${LD_PRELOAD/$__remedy_lib/}%:}
	elif [[ -z $__remedy_had ]]; then
		unset LD_PRELOAD
	elif [[ $__remedy_had == *export* ]]; then
		LD_PRELOAD=$__remedy_preload
	else
		typeset -g +x LD_PRELOAD=$__remedy_preload
	fi
	__remedy_exported=
	unset REMEDY_CAPTURE
}

# A line that sets limits. Below a few descriptors a redirection of ours would say so
# on the terminal, and lose the shell its standard input: then nothing is done at all.
__remedy_limit() {
	case ${1%%[;&|]*} in
	(ulimit\ *-*n\ [0-9](|[0-9])(|\ *)|limit\ *desc*\ [0-9](|[0-9])(|\ *)) __remedy_narrow=y ;;
	(ulimit\ *-*n\ *|limit\ *desc*) __remedy_narrow= ;;
	esac
}

# A line whose first word is known to be a Python run, or of one command that is none:
# it is known from now on. False if it is none.
__remedy_learn() {
	local __remedy_v=${__remedy_words[${1%%[[:space:]]*}]-}
	case $__remedy_v in
	n) [[ $1 != ((u|)limit\ *|*[\;\|\&\(\{\`$'\n']*) ]] || return 0 ;;
	y) [[ -z ${REMEDY_COMMANDS-}$__remedy_added && $1 != *[[:space:]]\(\)* ]] || return 0 ;; # it defines one
	*) return 0 ;;
	esac
	(( ${#1} < 1000 )) || return 0
	(( ${#__remedy_known} < 100 )) || __remedy_known=()
	__remedy_known[$PATH:$1]=$__remedy_v
	[[ $__remedy_v != n ]]
}

# preexec: $1 is the line as typed, $3 the same with aliases expanded.
__remedy_preexec() {
	# the usual case: a line of one command, that was here before
	[[ ${__remedy_known[$PATH:$3]-}$__remedy_exported$__remedy_pending != n ]] || return 0
	trap - DEBUG # the person's own runs in functions too; local_traps brings it back
	[[ -z $__remedy_pending ]] || __remedy_now=$1
	[[ $3 != (u|)limit\ * ]] || __remedy_limit $3
	setopt localoptions no_xtrace
	__remedy_disarm # if somebody dropped our precmd
	[[ $PATH == $__remedy_path ]] || { __remedy_words=() __remedy_path=$PATH }
	__remedy_command=$1
	[[ -z $__remedy_narrow ]] || return 0
	[[ ${__remedy_known[$PATH:$3]-}${REMEDY_COMMANDS-} != y ]] || { __remedy_arm; return 0 }
	__remedy_learn $3 || return 0
	if [[ $3 == ((remedy|*/remedy|fg)(|\ *)|%*) ]]; then
		[[ $3 == (fg(|\ *)|%*) ]] || __remedy_listen # that goes on with one that was stopped
		precmd_functions=(${precmd_functions:#__remedy_here} __remedy_here)
	elif __remedy_scan $3; then
		__remedy_arm
	fi
	return 0
}

# precmd: first of all, so that no other one runs with our environment.
__remedy_precmd() {
	# Neither locals nor traps before the usual case is over: each takes as long as all of it.
	__remedy_s=$? __remedy_p="$pipestatus" __remedy_line+=1
	[[ -n $__remedy_exported$__remedy_pending || -z $__remedy_moved ]] || return 0 # no Python run
	trap - DEBUG
	[[ -z $__remedy_pending ]] || __remedy_follow $__remedy_s
	[[ -n $__remedy_exported || -z $__remedy_moved ]] || return 0
	setopt localoptions no_xtrace
	local __remedy_w=
	__remedy_disarm
	if [[ -z $__remedy_moved ]]; then # once, when the startup files are done
		__remedy_moved=y
		precmd_functions=(__remedy_precmd ${precmd_functions:#__remedy_precmd})
		preexec_functions=(${preexec_functions:#__remedy_preexec})
		preexec_functions+=(__remedy_preexec)
		__remedy_handler
	fi
	(( __remedy_armed == __remedy_line - 1 )) && [[ -z $__remedy_narrow ]] || return 0
	[[ $__remedy_s != (130|14[6-9]|150) ]] || return 0 # Ctrl-C, stopped
	[[ $__remedy_p == *\ * ]] || __remedy_p= # one alone may be of a loop's last condition
	for __remedy_w in $__remedy_s ${=__remedy_p}; do
		[[ $__remedy_w == (0|130|141|14[6-9]|150) ]] || { __remedy_report $__remedy_s $__remedy_p; return 0 }
	done
	if __remedy_inside; then
		__remedy_report $__remedy_s $__remedy_p
	elif [[ -n $__remedy_pending ]]; then
		__remedy_resolve
	fi
	return 0
}
# True if a Python process of the line failed, although the line went well.
__remedy_inside() {
	local __remedy_w=
	[[ -f $__remedy_ring && -r $__remedy_ring ]] || return 1
	IFS= read -rk 64 -u 0 __remedy_w <$__remedy_ring 2>/dev/null || :
	[[ ${__remedy_w[40,46]} == failed= && ${__remedy_w[47,56]} == <-> ]] && (( 10#${__remedy_w[47,56]} == __remedy_armed ))
}

# The one process that we start. What the person keeps out of the history goes nowhere.
__remedy_report() {
	[[ -x $__remedy_bin ]] || return 0
	local -a __remedy_more
	__remedy_bind
	[[ $2 != *\ * ]] || __remedy_more=(--pipestatus $2)
	[[ $__remedy_command != \ * && -z ${HISTORY_IGNORE-} && ${#__remedy_command} -lt 30000 ]] || __remedy_command=
	# not as arguments, which every user of the machine could see
	REMEDY_LINE=$__remedy_command REMEDY_SINCE=${(F)__remedy_lines} $__remedy_bin report --shell zsh --run $__remedy_armed --status $1 --ring $__remedy_ring $__remedy_more \
		--key "$__remedy_key" --quiet "${REMEDY_QUIET-}" </dev/null >&2
	__remedy_pend "$__remedy_command"
	__remedy_suggest
	return 0
}

# Words that are no command: ours answers for Python's, then the handler that was
# there. It runs in a child of the shell.
__remedy_handler() {
	if (( $+functions[command_not_found_handler] )); then
		[[ $functions[command_not_found_handler] != *__remedy_handler_before* ]] || return 0
		functions[__remedy_handler_before]=$functions[command_not_found_handler]
	fi
	command_not_found_handler() {
		[[ ! -x $__remedy_bin || ${REMEDY_QUIET-} == off ]] || $__remedy_bin not-found "$@" </dev/null >&2 || :
		if (( $+functions[__remedy_handler_before] )); then
			__remedy_handler_before "$@"
		else
			print -ru2 -- "zsh: command not found: $1"
			return 127
		fi
	}
}

# `remedy off`, in this shell.
__remedy_off() {
	__remedy_disarm
	precmd_functions=(${precmd_functions:#__remedy_precmd})
	preexec_functions=(${preexec_functions:#__remedy_preexec})
}

# What config.yaml says, as remedy has written it down for us, with the same time. What
# is set in the shell outranks it.
__remedy_settings() {
	local __remedy_f=${XDG_CACHE_HOME-} __remedy_c=${XDG_CONFIG_HOME-} __remedy_v=
	[[ $__remedy_f == /* ]] || __remedy_f=${HOME-}/.cache
	[[ $__remedy_c == /* ]] || __remedy_c=${HOME-}/.config
	__remedy_f+=/remedy/settings __remedy_c+=/remedy/config.yaml
	if [[ -e $__remedy_c && ( ! -e $__remedy_f || $__remedy_c -nt $__remedy_f || $__remedy_c -ot $__remedy_f ) ||
		! -e $__remedy_c && -e $__remedy_f ]] && [[ -x $__remedy_bin ]]; then
		$__remedy_bin init zsh </dev/null >/dev/null 2>&1
	fi
	[[ -f $__remedy_f && -r $__remedy_f && -O $__remedy_f && ! -L $__remedy_f ]] || return 0
	while IFS=' ' read -r -u 0 __remedy_c __remedy_v; do
		case $__remedy_c in
		key) (( $+REMEDY_KEY )) || typeset -g REMEDY_KEY=$__remedy_v ;;
		quiet) (( $+REMEDY_QUIET )) || typeset -g REMEDY_QUIET=$__remedy_v ;;
		commands) __remedy_added=$__remedy_v ;;
		esac
	done <$__remedy_f
}

__remedy_settings
for __remedy_text in words act memory; do
	[[ -r ${__remedy_file:h}/$__remedy_text.zsh ]] && builtin source ${__remedy_file:h}/$__remedy_text.zsh || return 0
done
typeset -ga precmd_functions preexec_functions
precmd_functions=(__remedy_precmd ${precmd_functions:#__remedy_precmd})
