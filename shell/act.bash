# The half of remedy for bash that acts on a hint: a key that puts a fix into the
# prompt, and what a `remedy …` line leaves to be done in this shell. Sourced by
# remedy.bash. The two files that are read here lie beside the ring, in a folder of
# this user's; what they hold is never expanded on its way into the line.
#
# shellcheck shell=bash disable=SC2015,SC2154

__remedy_key='' __remedy_asked='' __remedy_again='' __remedy_turn=0 __remedy_put='' __remedy_at='' __remedy_result=0 __remedy_step=''
__remedy_typed=()

# True if $1, beside the ring, is a file that only we have written.
__remedy_mine() {
	[[ -s $1 && -f $1 && -O $1 && ! -L $1 && -O $__remedy_dir && ! -L $__remedy_dir ]]
}

# At the first hint: the key, as it is to be shown, into __remedy_key; empty where
# it is taken, or there is none. The person's own wish takes what it names.
__remedy_bind() {
	[[ ! $__remedy_asked ]] || \return 0
	__remedy_asked=y __remedy_key=${REMEDY_KEY-Ctrl-x f}
	\builtin local __remedy_m __remedy_k="${__remedy_key//Ctrl-/\\C-}"
	__remedy_k=${__remedy_k//Alt-/\\e} __remedy_k=${__remedy_k// /}
	case $__remedy_k in '' | none | *[\"\']*) __remedy_key='' && \return 0 ;; esac
	for __remedy_m in emacs vi-insert vi-command; do
		[[ ${REMEDY_KEY-} || $(\builtin bind -m "$__remedy_m" -psX 2>/dev/null) != *"\"$__remedy_k\""* ]] || {
			__remedy_key='' && \return 0
		}
	done
	for __remedy_m in emacs vi-insert vi-command; do
		\builtin bind -m "$__remedy_m" -x "\"$__remedy_k\": __remedy_press" 2>/dev/null || __remedy_key=''
	done
}

# The key: the fixes of the last hint one after the other, then what was typed, also
# into one of them, the last first.
__remedy_press() {
	__remedy_calm __remedy_pressed || :
}
__remedy_pressed() {
	\builtin local __remedy_f="${__remedy_ring%.ring}.fix" __remedy_all
	__remedy_mine "$__remedy_f" || \return 0
	\builtin mapfile -t -n 9 __remedy_all <"$__remedy_f"
	[[ $__remedy_at == "$__remedy_line" ]] || __remedy_at=$__remedy_line __remedy_typed=() __remedy_turn=0
	if [[ ${#__remedy_typed[@]} == 0 || $READLINE_LINE != "$__remedy_put" ]]; then
		[[ $__remedy_turn != 0 ]] || __remedy_typed=()
		__remedy_typed=("$READLINE_LINE" "${__remedy_typed[@]}") __remedy_turn=0
	fi
	__remedy_all+=("${__remedy_typed[@]}")
	__remedy_put=${__remedy_all[__remedy_turn]}
	__remedy_turn=$(((__remedy_turn + 1) % ${#__remedy_all[@]}))
	READLINE_LINE=$__remedy_put READLINE_POINT=${#__remedy_put}
}

# A `remedy …` line begins: where it may leave something for us, emptied.
__remedy_listen() {
	__remedy_again=''
	[[ ! -O $__remedy_dir || -L $__remedy_dir || -L ${__remedy_ring%.ring}.run ]] || \builtin : >|"${__remedy_ring%.ring}.run"
} 2>/dev/null

# It is over: what is to be run now into __remedy_text, once each: what was left in
# the file, and, after that went well, the failed line, if the person still wants it.
__remedy_taken() {
	\builtin local IFS=$' \t\n' __remedy_f="${__remedy_ring%.ring}.run" __remedy_l='' __remedy_c=''
	__remedy_step=''
	if __remedy_mine "$__remedy_f"; then
		{ IFS='' \builtin read -r __remedy_text && IFS='' \builtin read -r __remedy_again && IFS='' \builtin read -r __remedy_c; } <"$__remedy_f" || :
		{ \builtin : >|"$__remedy_f"; } 2>/dev/null && [[ ! -s $__remedy_f ]] || \return 1
		__remedy_result=0
		if [[ $__remedy_text ]]; then
			[[ $__remedy_text == ' '* ]] || \builtin history -s -- "$__remedy_text"
			__remedy_text=${__remedy_c:-$__remedy_text} __remedy_line=$((__remedy_line + 1))
			\return 0
		fi
	fi
	[[ $__remedy_again && $__remedy_result == 0 && -t 0 ]] || \return 1
	__remedy_l=$__remedy_again __remedy_again=''
	IFS='' \builtin read -er -p 'again> ' -i "$__remedy_l" __remedy_text && [[ $__remedy_text == *[![:space:]]* ]] || \return 1
	\builtin history -s -- "$__remedy_text"
	__remedy_line=$((__remedy_line + 1))
}

# That was run, with status $1 and pipe statuses $2: a line like any other. Of several
# steps the one that failed is named.
__remedy_told() {
	__remedy_result=$1
	[[ $1 == 0 || ! $__remedy_step ]] || \builtin printf '%s\n' "$__remedy_step" >&2 || :
	__remedy_calm __remedy_finish "$1" "$2" || :
}

# The one process that we start. What the person keeps out of the history goes nowhere.
__remedy_report() {
	\builtin local __remedy_l=''
	[[ -x $__remedy_bin ]] || \return 0
	__remedy_l=$({ HISTTIMEFORMAT='' \builtin history 1; } 2>/dev/null) || :
	__remedy_l=${__remedy_l#"${__remedy_l%%[![:space:]]*}"} __remedy_l=${__remedy_l#"${__remedy_l%%[!0-9]*}"}
	__remedy_l=${__remedy_l#[* ]} __remedy_l=${__remedy_l# }
	if [[ $__remedy_command == ' '* || ${#__remedy_l} -gt 30000 ]] || [[ ${HISTIGNORE-} || :${HISTCONTROL-}:$SHELLOPTS != *history* ||
		${HISTCONTROL-} == *ignore[sb]* ]] && [[ ${__remedy_l//[[:space:]]/} != *"${__remedy_command//[[:space:]]/}"* ]]; then
		__remedy_l=''
	fi
	__remedy_bind
	__remedy_texts
	# not as arguments, which every user of the machine could see
	REMEDY_LINE=$__remedy_l REMEDY_SINCE=$__remedy_since "$__remedy_bin" report --shell bash --run "$__remedy_armed" --status "$1" \
		--ring "$__remedy_ring" ${2+--pipestatus "$2"} --key "$__remedy_key" --quiet "${REMEDY_QUIET-}" </dev/null >&2 || :
	__remedy_pend "$__remedy_l"
}

# Completion is loaded at the first Tab, unless somebody else answers for it.
__remedy_complete() {
	\builtin . "${__remedy_file%/*}/completion.bash" && __remedy_completion
}
\builtin complete -p remedy &>/dev/null || \builtin complete -F __remedy_complete remedy
