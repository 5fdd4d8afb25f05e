#!/usr/bin/env bats
# The catalog against the messages of CPython 3.13 (tests/coverage).

setup() {
	command -v python3 >/dev/null || skip "there is no python3"
	REMEDY=$(command -v remedy)
	LIST=$BATS_TEST_DIRNAME/../coverage/messages-3.13.txt
}

@test "four fifths of what a user's program can cause is answered, of the syntax errors nine tenths" {
	run "$BATS_TEST_DIRNAME/../../docs/coverage-messages" "$REMEDY"
	[ "$status" -eq 0 ]
	share() { sed -nE "s/^\| $1 \|.*\| ([0-9]+) % \| [0-9]+ \|$/\1/p" <<<"$output"; }
	[ "$(share 'all of them')" -ge 80 ]
	[ "$(share 'Parser\/, syntax errors')" -ge 90 ]
	[ "$(share 'Python\/, syntax errors')" -ge 90 ]
}

@test "the list of messages has its fields, each message once" {
	run awk -F '\t' '/^#/ { next }
		NF < 5 || NF > 6 || $3 !~ /^(user|api|private|platform)$/ { print NR ": " $0; bad = 1 }
		seen[$2, $4]++ { print NR ": twice: " $0; bad = 1 }
		END { exit bad }' "$LIST"
	[ "$status" -eq 0 ]
}

@test "the failures of the libraries that people search for most: the pattern that is named comes first" {
	run "$BATS_TEST_DIRNAME/../../docs/coverage-libraries" --check "$REMEDY"
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "docs/coverage-libraries.md is what docs/coverage-libraries prints: make docs" {
	cd "$BATS_TEST_DIRNAME/../.." && docs/coverage-libraries | diff docs/coverage-libraries.md -
}
