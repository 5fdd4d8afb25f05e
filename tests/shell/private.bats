#!/usr/bin/env bats
# What a person types stays between the shell and remedy.
load session

# Every user of a machine sees every process's arguments, but not its environment; an
# assignment before a command and a builtin's words are in no arguments without us.
@test "what was typed is in no process's arguments" {
	# it fails until it is cured, and notes that beside the ring, as report would
	printf '%s\n' 'import glob, os, sys' 'for ring in glob.glob(os.environ["XDG_RUNTIME_DIR"] + "/remedy/*.ring"):' \
		'    open(ring[:-4] + "past", "w").write("1")' 'os.path.exists("cured") or sys.exit("ValueError: x")' >till.py
	for shell in bash zsh fish; do
		command -v $shell >/dev/null || continue
		rm -f cured "$T/arguments" "$T/run/remedy"/*
		play $shell remedy <<-'END'
		TOKEN=hunter2 python3 till.py
		export KEY=hunter3; touch cured
		TOKEN=hunter2 python3 till.py
		END
		echo "$output"
		[[ $(hints) == 1 && $output == *'<--command> <TOKEN=hunter2 python3 till.py>'* ]]
		grep -q '^report ' "$T/arguments" && grep -q '^remember ' "$T/arguments"
		run grep hunter "$T/arguments"
		[ "$status" = 1 ]
	done
}

# su, cron and containers leave no folder of this user's; /tmp is a disk on many machines,
# and what is printed may be secret.
@test "without a runtime folder the ring is in memory all the same" {
	[[ -d /dev/shm && -w /dev/shm ]] || skip "there is no /dev/shm"
	for shell in bash zsh fish; do
		command -v $shell >/dev/null || continue
		rm -f "$T/arguments"
		BEFORE=$([[ $shell == fish ]] && echo 'set -e XDG_RUNTIME_DIR' || echo 'unset XDG_RUNTIME_DIR')
		play $shell remedy <<-'END'
		python3 fails.py
		END
		echo "$output"
		[[ $(hints) == 1 ]]
		ring=$(grep -o -- '--ring [^ ]*' "$T/arguments" | cut -c8-)
		[[ $ring == /dev/shm/remedy-$UID/* && -f $ring && $(stat -f -c %T "$ring") == tmpfs ]]
		# where the program looks for it by itself
		run env -u XDG_RUNTIME_DIR "$stage/bin/remedy" doctor
		rm -f "${ring%.ring}".*
		[[ $output == *"/dev/shm/remedy-$UID is yours"* ]]
	done
}
