#!/usr/bin/env bats
# Every requirement has a test with its number in its name, or a line in docs/shells.md.

@test "R01 to R75 each have a test, or a reason in docs/shells.md why not" {
	cd "$BATS_TEST_DIRNAME/../.." || return
	numbers='R[0-9][0-9]\b( to R[0-9][0-9]\b)?'
	{
		grep -hE '^@test' tests/shell/*.bats tests/cli/*.bats tests/e2e/*.bats | grep -vF 'R01 to R75'
		sed -n '/^## Requirements without a test/,$p' docs/shells.md | sed -n 's/^\(| R[^|]*\)|.*/\1/p'
	} | grep -oE "$numbers" | while read -r first _ last; do seq -f 'R%02g' "${first#R}" "${last:+${last#R}}" 2>/dev/null || echo "$first"; done | sort -u >"$BATS_TEST_TMPDIR/met"
	seq -f 'R%02g' 1 75 | comm -23 - "$BATS_TEST_TMPDIR/met" >"$BATS_TEST_TMPDIR/unmet"
	cat "$BATS_TEST_TMPDIR/unmet"
	[[ ! -s $BATS_TEST_TMPDIR/unmet ]]
}

@test "the tests that docs/shells.md names for each item are there" {
	cd "$BATS_TEST_DIRNAME/../.." || return
	grep -hoE '^@test "[^"]*' tests/shell/*.bats tests/cli/*.bats tests/e2e/*.bats | cut -c8- >"$BATS_TEST_TMPDIR/names"
	sed -n '/^## What it lives with/,/^Not tried/s/^| [1-7] |[^|]*|\(.*\)|$/\1/p' docs/shells.md | grep -oE '`[^`]*`' | tr -d '`' |
		grep -vE '^(tests/.*|zsh|SOURCE_TRACE)$' >"$BATS_TEST_TMPDIR/named"
	[[ $(wc -l <"$BATS_TEST_TMPDIR/named") -gt 50 ]]
	while IFS= read -r name; do
		grep -q "^$name" "$BATS_TEST_TMPDIR/names" || { echo "no test begins with: $name" && return 1; }
	done <"$BATS_TEST_TMPDIR/named"
}

@test "what a shell reads is under 250 lines a file" {
	cd "$BATS_TEST_DIRNAME/../.." || return
	for file in shell/*.bash shell/*.zsh shell/*.fish; do
		[[ $(wc -l <"$file") -lt 250 ]] || { wc -l "$file" && return 1; }
	done
}
