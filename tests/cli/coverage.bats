#!/usr/bin/env bats
# The catalog against the messages of CPython 3.13 (tests/coverage).

setup() {
	command -v python3 >/dev/null || skip "there is no python3"
	REMEDY=$(command -v remedy)
	LISTS=$BATS_TEST_DIRNAME/../coverage
}

@test "four fifths of what a user's program can cause is answered, of the syntax errors nine tenths" {
	run "$BATS_TEST_DIRNAME/../../docs/coverage-messages" "$REMEDY"
	[ "$status" -eq 0 ]
	share() { sed -nE "s/^\| $1 \|.*\| ([0-9]+) % \| [0-9]+ \|$/\1/p" <<<"$output"; }
	[ "$(share 'all of them')" -ge 80 ]
	[ "$(share 'Lib\/, at run time')" -ge 80 ]
	[ "$(share 'Parser\/, syntax errors')" -ge 90 ]
	[ "$(share 'Python\/, syntax errors')" -ge 90 ]
}

@test "the lists of messages have their fields, each message once" {
	for list in messages library; do
		run awk -F '\t' '/^#/ { next }
			NF < 5 || NF > 6 || $3 !~ /^(user|api|private|platform)$/ { print NR ": " $0; bad = 1 }
			seen[$2, $4]++ { print NR ": twice: " $0; bad = 1 }
			END { exit bad }' "$LISTS/$list-3.13.txt"
		echo "$output"
		[ "$status" -eq 0 ]
	done
}

@test "the list of the library's messages is what tests/coverage/list-library prints" {
	for python in python3.13 "$(getent passwd "$(id -u)" | cut -d: -f6)/.pyenv/versions/3.13.0/bin/python"; do
		[ "$("$python" -c 'import sys; print(*sys.version_info[:3])' 2>/dev/null)" = "3 13 0" ] || continue
		"$python" "$LISTS/list-library" | diff "$LISTS/library-3.13.txt" -
		return
	done
	skip "there is no Python 3.13.0"
}

@test "the failures of the libraries that people search for most: the pattern that is named comes first" {
	run "$BATS_TEST_DIRNAME/../../docs/coverage-libraries" --check "$REMEDY"
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "docs/coverage-libraries.md is what docs/coverage-libraries prints: make docs" {
	cd "$BATS_TEST_DIRNAME/../.." && docs/coverage-libraries | diff docs/coverage-libraries.md -
}
