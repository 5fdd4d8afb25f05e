#!/usr/bin/env bats
# Capture changes nothing of what a terminal shows: 400 lines that alternate
# between stdout and stderr arrive in order.

load ../e2e/terminal

order_holds() { # SHELL COMMAND
	mkdir -p "$dir/failure/work"
	: >"$dir/failure/environment"
	cat >"$dir/failure/work/alternate.py" <<-'END'
		import os
		import sys

		for number in range(200):
		    print("out", number, flush=True)
		    print("err", number, file=sys.stderr)
		print("captured" if "libremedy-capture" in open("/proc/self/maps").read() else "not captured")
		sys.exit(int(os.environ.get("STATUS", "0")))
	END
	terminal_start "$1" "$dir/failure"
	terminal_type "$2"
	terminal_ready
	screen_lacks "not captured"
	screen_has "captured"
	for ((number = 0; number < 200; number++)); do printf 'out %d\nerr %d\n' "$number" "$number"; done >"$dir/expected"
	grep -E '^(out|err) [0-9]+' <<<"$screen" | sed 's/ *$//' >"$dir/seen"
	diff "$dir/expected" "$dir/seen"
}

@test "bash: 400 alternating lines arrive in order" { order_holds bash "python3 alternate.py"; }
@test "zsh: 400 alternating lines arrive in order" { order_holds zsh "python3 alternate.py"; }
@test "bash: 400 alternating lines of a run that fails" { order_holds bash "STATUS=3 python3 alternate.py"; }
@test "zsh: 400 alternating lines of a run that fails" { order_holds zsh "STATUS=3 python3 alternate.py"; }
