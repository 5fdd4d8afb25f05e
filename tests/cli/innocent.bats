#!/usr/bin/env bats
# What succeeded, or is no Python run at all, must get no hint: outputs of more
# than a thousand real commands, in tests/innocent/outputs.txt; a form feed and the
# command stand before each.

setup() {
	cd "$BATS_TEST_TMPDIR"
	export HOME=$BATS_TEST_TMPDIR XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config
	CORPUS=$BATS_TEST_DIRNAME/../innocent/outputs.txt
}

@test "a thousand innocent outputs, and no hint" {
	awk 'BEGIN { RS = "\f" } NR > 1 { n++; file = sprintf("%04d", n); print substr($0, index($0, "\n") + 1) > file; close(file)
		print substr($0, 1, index($0, "\n") - 1) > "command-" file; close("command-" file) }' "$CORPUS"
	count=$(ls | grep -c '^[0-9]*$')
	[ "$count" -ge 1000 ]
	for file in [0-9]*; do
		if remedy explain --format json "$file" >said 2>&1; then
			echo "$file: $(cat "command-$file")"
			jq -r '.hints[0] | .id + ": " + .summary' said
		fi
	done >spoke
	cat spoke
	[ ! -s spoke ]
}

@test "the same outputs as one long log" {
	run remedy explain "$CORPUS"
	echo "$output"
	[ "$status" -eq 1 ]
}
