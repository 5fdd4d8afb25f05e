#!/usr/bin/env bats
# Instructions are counted, not timed: they are the same on a busy machine.

setup() {
	cd "$BATS_TEST_DIRNAME/../.." || return 1
	command -v valgrind >/dev/null || skip "no valgrind here"
	[ -x /usr/bin/python3 ] || skip "no /usr/bin/python3 here"
	[ "$(uname -m)" = x86_64 ] || skip "the bounds are for x86_64"
}

bound_holds() { # report|report-remembering|explain
	local counted bound
	counted=$(bench/count-instructions "${REMEDY_STAGE:-build}" "$1")
	bound=$(sed -n "s/^$1 //p" bench/instructions)
	echo "$1: $counted instructions, at most $bound"
	[ -n "$bound" ] && ((counted > 100000 && counted <= bound))
}

@test "report on a missing module takes no more instructions than its bound" {
	bound_holds report
}

@test "report with 100,000 failures remembered takes hardly more" {
	bound_holds report-remembering
}

@test "explain on a short log takes no more instructions than its bound" {
	bound_holds explain
}
