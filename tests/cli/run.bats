#!/usr/bin/env bats
# remedy run: a command as if it were not there, and its failure explained.

setup() {
	cd "$BATS_TEST_TMPDIR"
	export HOME=$BATS_TEST_TMPDIR XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config TERM=dumb
	unset CI GITHUB_ACTIONS GITLAB_CI BUILDKITE
	echo 'import nunpy' >failing.py
}

@test "a failure is explained on stderr, and the status is the command's own" {
	status=0
	remedy run -- /usr/bin/python3 failing.py >out 2>err || status=$?
	[ "$status" -eq 1 ]
	[ ! -s out ]
	grep -q "^ModuleNotFoundError: No module named 'nunpy'" err
	grep -q '^remedy: there is no module nunpy; numpy is most likely meant' err
}

@test "what succeeds is passed on byte by byte, stdout and stderr apart" {
	/usr/bin/python3 -c 'import os; os.write(1, bytes(range(256)) * 4000)' >wanted
	remedy run -- /usr/bin/python3 -c 'import os; os.write(1, bytes(range(256)) * 4000); os.write(2, b"note\n")' >out 2>err
	cmp wanted out
	[ "$(cat err)" = note ]
}

@test "standard input reaches the command" {
	[ "$(echo hello | remedy run -- cat)" = hello ]
}

@test "a missing command is 127, one that cannot be run 126, a signal 128 and its number" {
	status=0
	remedy run -- ./nothing-here 2>/dev/null || status=$?
	[ "$status" -eq 127 ]
	echo 'echo x' >plain
	status=0
	remedy run -- ./plain 2>/dev/null || status=$?
	[ "$status" -eq 126 ]
	status=0
	remedy run -- sh -c 'kill -TERM $$' 2>/dev/null || status=$?
	[ "$status" -eq 143 ]
}

@test "under a terminal the command has one, and its size" {
	command -v script >/dev/null || skip "no script here"
	run script -qec 'stty cols 77 rows 33; remedy run -- sh -c "test -t 0 && test -t 1 && test -t 2 && stty size"' /dev/null </dev/null
	[[ $output == *'33 77'* ]]
}

@test "no command is a misuse" {
	run remedy run
	[ "$status" -eq 2 ]
}
