# remedy for bash, 4.4 and later; sourced by what `remedy init bash` prints, which
# sets __remedy_bin and __remedy_lib (empty: no capture). What is hooked and why:
# docs/shells.md. Nothing here starts a process unless a Python run has failed.
# Locals have long names because the person's own may be readonly.
#
# shellcheck shell=bash disable=SC2016,SC2015,SC2053,SC2154,SC2178,SC2179,SC2206,SC2317

[ -n "${BASH_VERSION-}" ] || \return 0
case $-:${INSIDE_EMACS-} in *:*tramp*) \return 0 ;; *i*:*) ;; *) \return 0 ;; esac
case ${BASH_VERSINFO-}.${BASH_VERSINFO[1]} in [0-3].* | 4.[0-3]) \return 0 ;; esac
case ${__remedy_pid-}:${SHELLOPTS-}: in "$$":* | *:posix:*) \return 0 ;; esac
! \builtin shopt -q restricted_shell || \return 0
# Readonly what we must be able to set. No `local -`: before 5.1 it switches the history
# on while startup files are read. Of unset ones, nounset wants to hear nothing, and
# bash 4.4 tells no attributes.
__remedy_fixed() {
	\builtin local __remedy_u="$-"
	\builtin set +u
	\builtin set -- "${PROMPT_COMMAND@a}${PS0@a}${LD_PRELOAD@a}${IFS@a}${REMEDY_CAPTURE@a}${__remedy_pid@a}"
	[[ $__remedy_u != *u* ]] || \builtin set -u
	[[ $1 == *r* ]] || [[ $BASH_VERSION == 4.4* ]] && ! (\builtin unset PROMPT_COMMAND PS0 LD_PRELOAD REMEDY_CAPTURE __remedy_pid) 2>/dev/null
}
! __remedy_fixed || \return 0

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

\builtin declare -gA __remedy_words __remedy_known # ":word" and ":command" -> what they are: words.bash
__remedy_words=() __remedy_known=() __remedy_path=$PATH __remedy_depth=0 __remedy_pid=$$ __remedy_backend='' __remedy_own=0
__remedy_z='' __remedy_line=0                            # PS0 counts the command lines
__remedy_idle=0 __remedy_fired=0 __remedy_fires=0        # of which no more is wanted; last looked at, how often
__remedy_busy=y __remedy_look=y __remedy_alive='' __remedy_tries=0 # the prompt has something to do, much; the trap saw it; is gone
__remedy_armed=0 __remedy_past=0 __remedy_command=''     # the last that is a Python run; that is over; its command
__remedy_exported='' __remedy_had='' __remedy_preload='' # LD_PRELOAD as we set it; as it was
__remedy_narrow=''                                       # `ulimit -n` leaves a redirection no descriptor
__remedy_saw=0 __remedy_status=0 __remedy_pipe=0 __remedy_text='' __remedy_before='' __remedy_added='' __remedy_went=0
__remedy_ps0='${__remedy_z+${__remedy_z:__remedy_line+=1,0:0}}'
__remedy_element='${__remedy_hook-} ${__remedy_hook+"${__remedy_arg-$_}"}' # in a shell without us: nothing
__remedy_top='__remedy_s=$? __remedy_trap=$(builtin trap -p DEBUG); __remedy_install'
__remedy_take='__remedy_prompt || :; while __remedy_calm __remedy_taken; do builtin eval "$__remedy_text"; __remedy_told "$?" "${PIPESTATUS[*]}"; done'
__remedy_hook=eval __remedy_arg=$__remedy_top __remedy_dir=/tmp/remedy-$UID
[[ ! -d /dev/shm || ! -w /dev/shm || ! -x /dev/shm ]] || __remedy_dir=/dev/shm/remedy-$UID
[[ ${XDG_RUNTIME_DIR-} != /* || ! -d $XDG_RUNTIME_DIR || ! -O $XDG_RUNTIME_DIR ]] || __remedy_dir=$XDG_RUNTIME_DIR/remedy
__remedy_ring=$__remedy_dir/$$-${SRANDOM-$RANDOM$RANDOM}.ring

# Exports the capture for the line that now runs, behind the person's own preload.
__remedy_arm() {
	[[ -z $__remedy_exported$__remedy_narrow && ${REMEDY_PRELOAD-} != 0 && ${REMEDY_QUIET-} != off && -r $__remedy_lib && ${LD_PRELOAD@a} != *[!x]* ]] || \return 0
	__remedy_had=${LD_PRELOAD@a}${LD_PRELOAD+v} __remedy_preload=${LD_PRELOAD-}
	[[ $__remedy_had || $BASH_VERSION != 4.4* ]] || __remedy_attributes || \return 0
	__remedy_exported=${LD_PRELOAD:+$LD_PRELOAD:}$__remedy_lib
	LD_PRELOAD=$__remedy_exported REMEDY_CAPTURE=$__remedy_line:$$:$__remedy_ring
	\builtin export LD_PRELOAD REMEDY_CAPTURE
	__remedy_armed=$__remedy_line __remedy_command=$1 __remedy_busy=y
}
__remedy_disarm() {
	[[ $__remedy_exported ]] || \return 0
	[[ ${LD_PRELOAD-}:$__remedy_had == "$__remedy_exported:" ]] && \builtin unset LD_PRELOAD || __remedy_restore
	__remedy_exported=''
	\builtin unset REMEDY_CAPTURE
}
__remedy_restore() {
	case ${LD_PRELOAD-}:$__remedy_had in
	"$__remedy_exported:xv") LD_PRELOAD=$__remedy_preload ;;
	"$__remedy_exported:v") LD_PRELOAD=$__remedy_preload && \builtin export -n LD_PRELOAD ;;
	"$__remedy_exported:x") \builtin unset LD_PRELOAD && \builtin export LD_PRELOAD ;;
	*"$__remedy_lib"*) LD_PRELOAD=${LD_PRELOAD/"$__remedy_lib"/} LD_PRELOAD=${LD_PRELOAD%:} ;; # the line changed it
	esac
}

# A command that sets limits. Below a few descriptors a redirection of ours would say so
# on the terminal, and lose the shell its standard input: then nothing is done at all.
__remedy_limit() {
	case ${1%%[;&|]*} in
	ulimit\ *-*n\ [0-9] | ulimit\ *-*n\ [0-9]\ * | ulimit\ *-*n\ [0-9][0-9] | ulimit\ *-*n\ [0-9][0-9]\ *) __remedy_narrow=y ;;
	ulimit\ *-*n\ *) __remedy_narrow='' ;;
	esac
}

# Runs "$@" with options that we know. Before 5.1 `local -` has the history remember
# the lines of the hook that called us; eval puts that back, but would not let errexit
# overlook a failure in it.
__remedy_calm() {
	\builtin eval '__remedy_calmly "$@" && __remedy_went=0 || __remedy_went=1'
	\return "$__remedy_went"
}
__remedy_calmly() {
	\builtin local -
	\builtin set +aekux -f
	"$@"
}

# The DEBUG trap, before each simple command; "$_" as last argument leaves $_ as it
# was. What it mostly sees, commands met before that are no Python run and change
# nothing, the text of the trap knows by itself: __remedy_known has the pattern that
# .$__remedy_busy fits then. While nothing else ran, that is empty, and the prompt has
# nothing to do. A function costs more than all the rest, the more the longer it is,
# for bash copies it at each call: what is rare stands in one of its own.
__remedy_debug() {
	case ${__remedy_words[:${BASH_COMMAND%% *}]-}.$BASH_COMMAND in
	.\$*__remedy_hook*) __remedy_alive=y ;;
	y.*) __remedy_usual || __remedy_met ;;
	*) __remedy_met ;;
	esac
	\return 0
}
# A Python run by its first word, and nothing that asks for a longer look.
__remedy_usual() {
	[[ $__remedy_narrow$__remedy_exported$__remedy_added${REMEDY_COMMANDS-}${READLINE_LINE+x}${COMP_LINE+x} == '' && $- != *[aekux]* && \
		$PATH == "$__remedy_path" && $BASHPID == "$$" && $__remedy_armed == "$__remedy_past" && $__remedy_line != "$__remedy_past" && \
		$__remedy_line != "$__remedy_idle" && ${PROMPT_COMMAND[*]-} != *"$BASH_COMMAND"* ]] || \return 1
	__remedy_fired=$__remedy_line __remedy_fires=0 __remedy_look=run __remedy_busy=y
	__remedy_arm "$BASH_COMMAND"
}
__remedy_met() {
	if [[ -z $__remedy_exported && $PATH == "$__remedy_path" && $BASH_COMMAND != *[\(\`\{]* ]]; then
		case ${__remedy_words[:${BASH_COMMAND%% *}]-=}$BASH_COMMAND in
		n*)
			[[ ${#__remedy_known[@]} -lt 500 ]] || __remedy_known=()
			__remedy_known[:$BASH_COMMAND]='*[!y]' && \return 0
			;;
		*REMEDY_* | cshopt\ * | culimit\ * | =*\ *) ;;
		c* | =[A-Za-z_]*=*) # no Python run, but it may change things
			__remedy_busy=y
			[[ $((__remedy_fires += 1)) -lt 500 ]] || __remedy_busy=long # a loop
			\return 0
			;;
		esac
	fi
	__remedy_meet
}
__remedy_meet() {
	case $BASH_COMMAND in
	for\ *__remedy_busy*) __remedy_known[:$BASH_COMMAND]='*' && \return 0 ;;
	'[[ -n __remedy_ ]]') \return 0 ;;
	ulimit\ *) __remedy_busy=y && __remedy_limit "$BASH_COMMAND" && \return 0 ;;
	\(\(*[\(\`]*) ;;
	\(\(*) __remedy_known[:$BASH_COMMAND]='*[!y]' && \return 0 ;;
	esac
	if [[ $__remedy_line == "$__remedy_idle" || -n $__remedy_narrow${READLINE_LINE+x}${COMP_LINE+x} || $BASHPID != "$$" ]]; then
		__remedy_busy=y
	else
		__remedy_calm __remedy_decide
	fi
}
# The same where the person's own trap follows ($1: ,then) and wants to see $?, and
# where our precmd half is called by somebody else and will not see it ($1: ,).
__remedy_keep() {
	\builtin set -- "$?" "${PIPESTATUS[*]}" "$1"
	[[ $__remedy_line == "$__remedy_idle" ]] || __remedy_status=$1 __remedy_pipe=$2 __remedy_saw=$__remedy_line
	[[ .$__remedy_busy == ${__remedy_known[:$BASH_COMMAND]-0} ]] || __remedy_debug
	case $-$3 in *e*,* | *,) \return 0 ;; *) \return "$1" ;; esac
}

# The precmd half, an element of PROMPT_COMMAND. Below somebody else's function
# (starship, VS Code) $? and PIPESTATUS are no longer the person's; then the trap saw
# them. An element of its own need not pass the status on, and an ERR trap would see
# it; its status says whether __remedy_next has put something there for now.
__remedy_prompt() {
	case $__remedy_own.$__remedy_exported.$__remedy_alive.$((__remedy_armed - __remedy_past)).$__remedy_backend.$__remedy_hook.$__remedy_look$__remedy_pending.${PS0-} in
	1..y.0.own.__remedy_prompt..*__remedy_line*) # the usual case: nothing of ours happened
		__remedy_busy='' __remedy_alive='' __remedy_fires=0 __remedy_tries=0 __remedy_idle=$__remedy_line
		\return 0
		;;
	*) \builtin set -- "$?" "${PIPESTATUS[*]}" "${FUNCNAME[1]+nested}" ;;
	esac
	if [[ $__remedy_narrow ]]; then
		__remedy_disarm
		__remedy_past=$__remedy_armed __remedy_idle=$__remedy_line __remedy_alive=''
	elif [[ $1$2$- == *[1-9aekux]* ]] || ! __remedy_well "$3"; then
		__remedy_calm __remedy_over "$@" || \return 1
	fi
	[[ $__remedy_own == 1 ]] || \return "$1"
}
# A Python run of __remedy_usual that went well; true if that is all.
__remedy_well() {
	[[ $1$__remedy_own$__remedy_alive$__remedy_look$__remedy_hook${__remedy_pending:+y} == 1yrun__remedy_prompt && ${PS0-} == *__remedy_line* ]] || \return 1
	__remedy_disarm
	! __remedy_inside || \return 1
	__remedy_past=$__remedy_armed __remedy_idle=$__remedy_line __remedy_busy='' __remedy_look='' __remedy_alive='' __remedy_tries=0
}
__remedy_over() {
	[[ ! $3 || $__remedy_saw != "$__remedy_line" ]] || \builtin set -- "$__remedy_status" "$__remedy_pipe" seen
	__remedy_look=''
	__remedy_next __remedy_prompt
	__remedy_finish "$1" "$2"
	__remedy_idle=$__remedy_line
	# where the trap did not see this very call, somebody has replaced it
	if [[ $__remedy_backend != own || $__remedy_alive == y || $3 == seen ]]; then
		__remedy_tries=0
	elif [[ $((__remedy_tries += 1)) -lt 6 ]]; then
		__remedy_next eval "$__remedy_top"
		[[ $__remedy_own == 0 ]] || \return 1
	fi
	__remedy_alive=''
	\return 0
}

# What the element of PROMPT_COMMAND does next. A function cannot see the DEBUG
# trap, nor remove it: that is for `eval`, at the top.
__remedy_next() {
	\builtin unset __remedy_arg
	__remedy_hook=$1 __remedy_busy=''
	[[ $# == 1 ]] || __remedy_arg=$2 __remedy_busy=y
}

# The line is over, with status $1 and pipe statuses $2.
__remedy_finish() {
	\builtin local __remedy_w=''
	__remedy_disarm
	[[ $__remedy_backend != own ]] || __remedy_count
	[[ ! $__remedy_pending ]] || __remedy_follow "$1"
	[[ $__remedy_armed != "$__remedy_past" ]] || \return 0
	__remedy_past=$__remedy_armed
	[[ $__remedy_armed == "$__remedy_line" && ${IFS@a} != *r* ]] || \return 0
	\builtin local IFS=$' \t\n'
	case $1 in 130 | 14[6-9] | 150) \return 0 ;; esac # Ctrl-C, stopped
	# one alone may be of a loop's last condition
	[[ $2 == *' '* ]] || \builtin set -- "$1"
	for __remedy_w in $1 ${2-}; do
		case $__remedy_w in 0 | 130 | 141 | 14[6-9] | 150) ;; *) __remedy_report "$@" && \return 0 ;; esac
	done
	if __remedy_inside; then
		__remedy_report "$@"
	elif [[ $__remedy_pending ]]; then
		__remedy_resolve
	fi
}
# True if a Python process of the line failed, although the line went well.
__remedy_inside() {
	[[ -f $__remedy_ring && -r $__remedy_ring ]] || \return 1
	\builtin read -rd '' -n 64 __remedy_text 2>/dev/null <"$__remedy_ring" || :
	[[ ${__remedy_text:39:17} == failed=*(0)"$__remedy_armed" ]]
}

for __remedy_text in words act memory install; do
	[[ -r ${__remedy_file%/*}/$__remedy_text.bash ]] && \builtin . "${__remedy_file%/*}/$__remedy_text.bash" || \return 0
done
