# The half of remedy for zsh that remembers: while a failure is not cured, which lines
# follow it, in this shell's memory. Lines that begin with a blank, and all of them
# where the person ignores some (HISTORY_IGNORE), are left out. Sourced by remedy.zsh;
# it starts no process but the one at the line that goes well again.

typeset -g __remedy_pending= __remedy_now=
typeset -ga __remedy_lines=()

# After a failure was told of, whose line is $1: it is pending if it was noted.
__remedy_pend() {
	__remedy_lines=() __remedy_now= __remedy_pending=
	[[ -z $1 || ! -s ${__remedy_ring%.ring}.past ]] || __remedy_pending=$1
}

# A line is over, with status $1.
__remedy_follow() {
	[[ -z $__remedy_now || $__remedy_now == [[:space:]]* || $__remedy_now == *$'\n'* || -n ${HISTORY_IGNORE-} ]] ||
		__remedy_lines+=("$1 $__remedy_now")
	__remedy_now=
	(( ${#__remedy_lines} < 40 )) || shift __remedy_lines
}

# A Python run went well: the pending one, or its program with other arguments?
__remedy_resolve() {
	local -a __remedy_more=()
	if [[ $__remedy_command != $__remedy_pending ]]; then
		[[ ${__remedy_command%% -*} == ${__remedy_pending%% -*} ]] || return 0
		__remedy_more=(--weak)
	fi
	__remedy_pending=
	[[ ! -x $__remedy_bin ]] || REMEDY_SINCE=${(F)__remedy_lines} $__remedy_bin remember --ring $__remedy_ring $__remedy_more </dev/null &>/dev/null
	__remedy_lines=() # none of it is tried against the next failure
	return 0
}
