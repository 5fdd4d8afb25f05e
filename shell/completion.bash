# Completion of remedy's commands for bash; sourced at the first Tab. What there is
# to offer `remedy complete` knows.
#
# shellcheck shell=bash disable=SC2154

__remedy_completion() {
	\builtin local __remedy_w __remedy_l __remedy_cur=${COMP_WORDS[COMP_CWORD]} IFS=$' \t\n'
	COMPREPLY=()
	\builtin compopt +o default +o filenames 2>/dev/null
	while IFS=$'\t' \builtin read -r __remedy_w __remedy_l; do
		case $__remedy_w in
		@files | @dirs)
			\builtin compopt -o filenames 2>/dev/null
			while IFS='' \builtin read -r __remedy_l; do COMPREPLY+=("$__remedy_l"); done < <(
				\builtin compgen -A "$([[ $__remedy_w == @dirs ]] && \builtin echo directory || \builtin echo file)" -- "$__remedy_cur"
			)
			;;
		@commands)
			while IFS='' \builtin read -r __remedy_l; do COMPREPLY+=("$__remedy_l"); done < <(\builtin compgen -c -- "$__remedy_cur")
			;;
		*) COMPREPLY+=("$__remedy_w") ;;
		esac
	done < <("${__remedy_bin:-remedy}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
	\builtin return 0
}
\builtin complete -F __remedy_completion remedy
