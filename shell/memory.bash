# The half of remedy for bash that remembers: while a failure is not cured, which lines
# follow it, as numbers in the history with their statuses; what the person keeps out
# of the history has none. Sourced by remedy.bash. Nothing here starts a process but
# the one at the line that goes well again.
#
# shellcheck shell=bash disable=SC2034,SC2154

__remedy_pending='' __remedy_trail='' __remedy_seen=0 __remedy_since=''

# After a failure was told of, whose line is $1: it is pending if it was noted.
__remedy_pend() {
	__remedy_pending='' __remedy_trail='' __remedy_seen=${HISTCMD-0}
	[[ ! $1 || ! -s ${__remedy_ring%.ring}.past ]] || __remedy_pending=$__remedy_command __remedy_busy=y
}

# A line is over, with status $1; the prompt is to come by here after the next one too.
__remedy_follow() {
	__remedy_busy=y
	[[ ${HISTCMD-0} == "$__remedy_seen" ]] || __remedy_trail+=" $((HISTCMD - 1)):$1"
	__remedy_seen=${HISTCMD-0}
	[[ ${#__remedy_trail} -lt 400 ]] || __remedy_trail=${__remedy_trail:200} __remedy_trail=" ${__remedy_trail#* }"
}

# The lines of the trail into __remedy_since: status, blank, line.
__remedy_texts() {
	\builtin local IFS=$'\n' __remedy_l='' __remedy_n='' __remedy_s=''
	__remedy_since=''
	[[ $__remedy_trail && ${IFS@a} != *r* ]] || \return 0
	for __remedy_l in $({ HISTTIMEFORMAT='' \builtin history 60; } 2>/dev/null); do
		__remedy_l=${__remedy_l#"${__remedy_l%%[![:space:]]*}"} __remedy_n=${__remedy_l%%[!0-9]*}
		[[ $__remedy_n && " $__remedy_trail " == *" $__remedy_n:"* ]] || continue
		__remedy_l=${__remedy_l#"$__remedy_n"} __remedy_l=${__remedy_l#[* ]} __remedy_l=${__remedy_l# }
		__remedy_s=${__remedy_trail##*" $__remedy_n:"} __remedy_s=${__remedy_s%% *}
		__remedy_since+=$__remedy_s\ $__remedy_l$'\n'
	done
}

# A Python run went well: the pending one, or its program with other arguments?
__remedy_resolve() {
	if [[ $__remedy_command == "$__remedy_pending" ]]; then
		\builtin set --
	elif [[ ${__remedy_command%% -*} == "${__remedy_pending%% -*}" ]]; then
		\builtin set -- --weak
	else
		\return 0
	fi
	__remedy_pending=''
	[[ -x $__remedy_bin ]] || \return 0
	__remedy_texts
	__remedy_trail='' # nor is any of it tried against the next failure
	REMEDY_SINCE=$__remedy_since "$__remedy_bin" remember --ring "$__remedy_ring" "$@" </dev/null &>/dev/null || :
}
