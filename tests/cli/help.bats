#!/usr/bin/env bats
# What remedy says of itself: --help, completion, man pages.

bats_require_minimum_version 1.5.0

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/help.XXXXXX")
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd -P)
	export HOME=$dir LC_ALL=C.UTF-8
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE
	cd "$dir"
}

teardown() {
	rm -rf "$dir"
}

commands() {
	remedy --help | sed -n 's/^  \([a-z-]*\)  *[^ ].*/\1/p'
}

@test "every command has a usage, a summary and an example that begins with it" {
	[ "$(commands | wc -l)" -ge 20 ]
	for command in $(commands); do
		echo "# $command"
		run remedy "$command" --help
		[ "$status" = 0 ]
		[[ ${lines[0]} == "Usage: remedy $command" || ${lines[0]} == "Usage: remedy $command "[!\ ]* ]]
		[[ $output == *"Example: "*"remedy $command"* ]]
		[[ $(remedy "$command" -h) == "$output" ]]
		# no line is wider than a terminal may be
		[ "$(wc -L <<<"${output#*$'\n'}")" -le 110 ]
	done
}

@test "what is no option of a command is told, with the usage" {
	for command in why fix explain add inbox patterns facts doctor allow deny disable enable init report; do
		echo "# $command"
		run remedy "$command" --no-such-option </dev/null
		[ "$status" = 2 ] || [ "$command" = report ]
		[[ $output == *"Usage: remedy $command "* ]] || [ "$command" = report ]
	done
	run remedy frobnicate
	[ "$status" = 2 ]
	[[ $output == "remedy: there is no command 'frobnicate'; remedy --help lists them" ]]
	run remedy histroy
	[[ $status = 2 && $output == *"'histroy'; remedy history is most like it" ]]
	run remedy off now
	[[ $status = 2 && $output == *$'\nUsage: remedy off' ]]
	run remedy fix 1 2
	[[ $status = 2 && $output == *"one fix at a time"* ]]
	run remedy fix --aply
	[[ $status = 2 && $output == *"'--aply' is no option"* ]]
}

@test "help is to be had in every way that people try" {
	[ "$(remedy help)" = "$(remedy --help)" ]
	[ "$(remedy help fix)" = "$(remedy fix --help)" ]
	[ "$(remedy -V)" = "$(remedy --version)" ]
	run remedy help frobnicate
	[ "$status" = 2 ]
}

@test "completion offers commands, options, actions, ids, values" {
	offers() {
		remedy complete -- "$@" | cut -f 1 | tr '\n' ' '
	}
	[ "$(offers | tr ' ' '\n' | grep -cv '^--')" = "$(commands | wc -l)" ]
	[ "$(offers '' )" = "$(offers)" ]
	[ "$(offers wh)" = "why " ]
	[[ "$(offers explain --f)" == *--format* ]]
	[ "$(offers explain --format '')" = "text json jsonl github sarif junit " ]
	[ "$(offers stats --format '')" = "table json jsonl plot " ]
	[ "$(offers history --format '')" = "text json " ]
	[[ $(offers history --pattern module-mis) == *module-misspelt* ]]
	[ "$(offers history --since '')" = "" ]
	[ "$(offers help hist)" = "history " ]
	[ "$(offers explain '')" = "@files " ]
	[ "$(offers allow '')" = "@dirs " ]
	[ "$(offers run '')" = "@commands " ]
	[ "$(offers patterns '')" = "list show test lint path add update remove pot " ]
	[ "$(offers init '')" = "bash zsh fish " ]
	[ "$(offers why cffi-backend-other)" = "cffi-backend-other-abi " ]
	[ "$(offers why cffi-backend-other-abi '')" = "" ]
	[ "$(offers patterns show cffi-backend-other)" = "cffi-backend-other-abi " ]
	[ "$(offers enable '')" = "" ]
	remedy disable cffi-backend-missing
	[ "$(offers enable '')" = "cffi-backend-missing " ]
	[ "$(offers frobnicate '')" = "" ]
	[ "$(offers facts python.ver)" = "python.version " ]
	# a candidate and what it is; nothing of it is more than one line
	[ "$(remedy complete -- why | grep -vc $'^[^\t]*\t[^\t]*$')" = 0 ]
	[ "$(remedy complete -- patterns test '' | grep -vc $'^[^\t]*\t[^\t]*$')" = 0 ]
}

@test "the man pages have no fault, and know every command" {
	command -v mandoc >/dev/null || skip "mandoc is not installed"
	run mandoc -Tlint -Wwarning "$root/docs/man/remedy.1" "$root/docs/man/remedy-patterns.5"
	[ -z "$output" ]
	text=$(mandoc -Tutf8 "$root/docs/man/remedy.1" | col -b)
	for command in $(commands); do
		echo "# $command"
		[[ $text == *"remedy $command"* || $text == *"$command"* ]]
	done
}

@test "the example of remedy-patterns(5) is a good pattern" {
	sed -n '/^- id: zork/,/^\.Ed/p' "$root/docs/man/remedy-patterns.5" | sed '/^\.Ed/d; s/\\e/\\/g' >zork.yaml
	run remedy patterns test ./zork.yaml
	[ "$output" = "2 passed, 0 failed; 1 of 1 examples are real" ]
	run remedy patterns lint ./zork.yaml
	[ -z "$output" ]
}

@test "in German and Chinese the same commands, options and actions are offered" {
	for locale in de_DE.UTF-8 zh_TW.UTF-8; do
		for words in '' 'explain --' 'add --' 'patterns ' 'fix --' 'inbox --'; do
			read -ra list <<<"$words"
			[[ $words != *' ' && -n $words ]] || list+=('')
			echo "# $locale $words"
			LC_ALL= LANG=$locale remedy complete -- "${list[@]}" | cut -f 1 >there
			remedy complete -- "${list[@]}" | cut -f 1 | diff - there
		done
	done
	LC_ALL= LANG=de_DE.UTF-8 remedy add --help | grep -q '^Beispiel: remedy add --from-last$'
	LC_ALL= LANG=zh_TW.UTF-8 remedy allow --help | grep -q '^範例：remedy allow$'
	run env LC_ALL= LANG=de_DE.UTF-8 remedy inbox
	[[ $output == "remedy inbox: Es gibt keinen Fehlschlag"* ]]
}
