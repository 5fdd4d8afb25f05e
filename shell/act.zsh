# The half of remedy for zsh that acts on a hint: a key that puts a fix into the
# prompt, and what a `remedy …` line leaves to be done in this shell. Sourced by
# remedy.zsh, under the same options. The two files that are read here lie beside the
# ring, in a folder of this user's; what they hold is never expanded on its way.

typeset -g __remedy_key= __remedy_asked= __remedy_again= __remedy_put= __remedy_at= __remedy_ran= __remedy_ghost= __remedy_step=
typeset -gi __remedy_turn=0
typeset -ga __remedy_fixes=() __remedy_typed=()

# True if $1, beside the ring, is a file that only we have written.
__remedy_mine() {
	[[ -s $1 && -f $1 && -O $1 && ! -L $1 && -O $__remedy_dir && ! -L $__remedy_dir ]]
}

# At the first hint: the key, as it is to be shown, into __remedy_key; empty where
# it is taken, or there is none. The person's own wish takes what it names.
__remedy_bind() {
	[[ -z $__remedy_asked ]] || return 0
	__remedy_asked=y __remedy_key=${REMEDY_KEY-Ctrl-x f}
	local __remedy_m __remedy_k=${${${__remedy_key//Ctrl-/^}//Alt-/\\e}// /}
	[[ $__remedy_k != (|none) ]] || { __remedy_key=; return 0 }
	for __remedy_m in emacs viins vicmd; do
		[[ -n ${REMEDY_KEY-} || $(bindkey -M $__remedy_m -- $__remedy_k 2>/dev/null) == *(undefined-key|self-insert) ]] ||
			{ __remedy_key=; return 0 }
	done
	zle -N remedy-fix __remedy_press
	for __remedy_m in emacs viins vicmd; do
		bindkey -M $__remedy_m -- $__remedy_k remedy-fix 2>/dev/null || __remedy_key=
	done
}

__remedy_read() {
	local __remedy_f=${__remedy_ring%.ring}.fix __remedy_l=
	__remedy_fixes=()
	__remedy_mine $__remedy_f || return 1
	while (( $#__remedy_fixes < 9 )) && IFS= read -r -u 0 __remedy_l; do __remedy_fixes+=("$__remedy_l"); done <$__remedy_f
	(( $#__remedy_fixes ))
}

# The key: the fixes of the last hint one after the other, then what was typed, also
# into one of them, the last first.
__remedy_press() {
	__remedy_read || return 0
	[[ $__remedy_at == $__remedy_line ]] || __remedy_at=$__remedy_line __remedy_typed=() __remedy_turn=0
	if (( ! $#__remedy_typed )) || [[ $BUFFER != "$__remedy_put" ]]; then
		(( __remedy_turn )) || __remedy_typed=()
		__remedy_typed=("$BUFFER" "${(@)__remedy_typed}") __remedy_turn=0
	fi
	local -a __remedy_all=("${(@)__remedy_fixes}" "${(@)__remedy_typed}")
	__remedy_turn=$(( __remedy_turn + 1 ))
	__remedy_put="$__remedy_all[__remedy_turn]"
	(( __remedy_turn < $#__remedy_all )) || __remedy_turn=0
	BUFFER=$__remedy_put CURSOR=$#BUFFER
}

# zsh-autosuggestions: the fix as ghost text on the empty prompt after a hint, and
# while its beginning is typed. Accepted with that plugin's own keys.
__remedy_suggest() {
	(( $+functions[_zsh_autosuggest_accept] )) && __remedy_read || return 0
	__remedy_ghost=$__remedy_fixes[1]
	[[ " $ZSH_AUTOSUGGEST_STRATEGY " == *' remedy '* ]] || ZSH_AUTOSUGGEST_STRATEGY=(remedy ${ZSH_AUTOSUGGEST_STRATEGY-history})
	# its wrapper round this widget would wipe out what the widget shows
	[[ " $ZSH_AUTOSUGGEST_IGNORE_WIDGETS " == *' *zle-line-init '* ]] || ZSH_AUTOSUGGEST_IGNORE_WIDGETS+=(\*zle-line-init)
	autoload -Uz add-zle-hook-widget
	add-zle-hook-widget line-init __remedy_haunt
}
__remedy_haunt() {
	[[ -n $__remedy_ghost && -z $BUFFER$PREBUFFER ]] || return 0
	POSTDISPLAY=$__remedy_ghost __remedy_ghost=
	_zsh_autosuggest_highlight_apply
}
_zsh_autosuggest_strategy_remedy() {
	typeset -g suggestion=
	[[ -z $1 || ${__remedy_fixes[1]-} != "$1"* ]] || suggestion=$__remedy_fixes[1]
}

# A `remedy …` line begins: where it may leave something for us, emptied.
__remedy_listen() {
	[[ ! -O $__remedy_dir || -L $__remedy_dir || -L ${__remedy_ring%.ring}.run ]] || : >|${__remedy_ring%.ring}.run
} 2>/dev/null

# It is over: what is to be run into __remedy_text, once, by __remedy_here of
# `remedy init`, under the person's own options; and the failed line, for later.
__remedy_taken() {
	local __remedy_f=${__remedy_ring%.ring}.run __remedy_c=
	precmd_functions=(${precmd_functions:#__remedy_here})
	__remedy_ran= __remedy_again= __remedy_text= __remedy_step=
	__remedy_mine $__remedy_f || return 1
	{ IFS= read -r -u 0 __remedy_text && IFS= read -r -u 0 __remedy_again && IFS= read -r -u 0 __remedy_c } <$__remedy_f || :
	{ : >|$__remedy_f } 2>/dev/null && [[ ! -s $__remedy_f ]] || { __remedy_again=; return 1 }
	[[ -n $__remedy_text ]] || return 1
	[[ $__remedy_text == \ * ]] || print -sr -- $__remedy_text
	__remedy_ran=y
	__remedy_preexec $__remedy_text $__remedy_text $__remedy_text
	__remedy_text=${__remedy_c:-$__remedy_text}
}

# That was run: a line like any other. Of several steps the one that failed is named.
# If it went well, the failed line stands in the next prompt.
__remedy_told() {
	local __remedy_s=$?
	[[ -z $__remedy_step || $__remedy_s == 0 ]] || print -ru2 -- $__remedy_step
	if [[ -n $__remedy_ran ]]; then
		() { return $__remedy_s }
		__remedy_precmd
	fi
	[[ -z $__remedy_again || $__remedy_s != 0 ]] || print -rz -- $__remedy_again
	__remedy_again= __remedy_ran=
	return 0
}

# Completion: found by a compinit that comes later, told to one that is there.
[[ " $fpath " == *" ${__remedy_file:h} "* ]] || fpath+=("${__remedy_file:h}")
if (( $+functions[compdef] )); then
	autoload -Uz _remedy
	compdef _remedy remedy
fi
