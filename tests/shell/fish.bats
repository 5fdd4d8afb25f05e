#!/usr/bin/env bats
# fish: the requirements of docs/shells.md by their numbers.
load session

setup_file() { command -v fish >/dev/null || skip "no fish here"; }

# What fish draws is not worth comparing; what commands print stands in a file.
@test "fish R17 R18 R26 R29 R68 status, pipestatus and LD_PRELOAD in all its states" {
	for state in 'set -e LD_PRELOAD' 'set -g LD_PRELOAD /lib/x86_64-linux-gnu/libm.so.6' 'set -gx LD_PRELOAD /lib/x86_64-linux-gnu/libm.so.6' 'set -gx LD_PRELOAD ""'; do
		for kind in plain remedy; do
			AFTER=$state
			session fish $kind >/dev/null <<-'END'
			set -S LD_PRELOAD REMEDY_CAPTURE >>out
			python3 -c 'exit(3)'
			echo $status $pipestatus >>out
			python3 -c 'exit(3)' | cat
			echo $status $pipestatus >>out
			set -S LD_PRELOAD REMEDY_CAPTURE >>out
			env | grep -c LD_PRELOAD >>out
			false
			echo $status >>out
			END
			mv out "$T/$kind"
		done
		diff "$T/plain" "$T/remedy"
	done
}

@test "fish R34 which command lines are Python runs" {
	mkdir -p venv/bin
	for name in python python3 python3.13 pypy3 pip pytest tox uvx uv poetry conda make git sudo mytool; do
		cp "$T/bin/sees" "$T/bin/$name"
	done
	cp "$T/bin/sees" venv/bin/python
	printf '#!%s\n' "$T/bin/python3" >"$T/bin/entry"
	chmod +x "$T/bin/entry"
	AFTER='function f; python; end; function g; f; end; set -g REMEDY_COMMANDS mytool !make'
	cat >lines <<-'END'
	yes python a.py
	yes python3.13 a.py
	yes ./venv/bin/python a.py
	yes pip install x
	yes uv run x
	no uv --version
	yes entry a
	yes mytool
	no make
	yes env FOO=1 python a.py
	yes nice -n 3 python a.py
	yes timeout 5 python a.py
	yes time python a.py
	yes command python a.py
	no command -v python
	yes f
	yes g
	no git python
	no sudo python
	no echo python
	no echo "a; python b"
	yes true; and python a.py
	yes false; or python a.py
	yes if true; python a.py; end
	yes for i in 1 2; python $i; end
	yes echo x | python -
	yes python a.py | cat
	yes begin; python a.py; end
	yes echo (python a.py)
	END
	while IFS= read -r line; do printf '%s\n' "${line#* }" "echo END"; done <lines >typed
	sed 's/^[a-z]* //' lines >table
	session fish remedy <typed >said
	awk '/^END/ { print seen; seen = "no"; next } /^SEES/ { seen = "yes" } BEGIN { seen = "no" }' said | paste -d ' ' - table >got
	diff lines got
}

@test "fish R34 a name that was looked at before says no more than its line does" {
	mkdir -p venv/bin
	for name in python uv git plain; do
		cp "$T/bin/sees" "$T/bin/$name"
	done
	AFTER=''
	cat >lines <<-'END'
	no git status
	no git python
	no git status -s
	yes git status; python a.py
	yes git status | python -
	yes git (python a.py)
	no uv --version
	yes uv run x
	no uv --version
	no plain
	no plain 'a; python b'
	yes python a.py
	no plain
	no plain a=b
	no set -g REMEDY_COMMANDS plain
	yes plain
	no set -e REMEDY_COMMANDS
	no plain
	no git status; remedy x
	no set -gx PATH $PATH /nowhere
	yes python a.py
	no plain
	END
	while IFS= read -r line; do printf '%s\n' "${line#* }" "echo END"; done <lines >typed
	sed 's/^[a-z]* //' lines >table
	session fish remedy <typed >said
	awk '/^END/ { print seen; seen = "no"; next } /^SEES/ { seen = "yes" } BEGIN { seen = "no" }' said | paste -d ' ' - table >got
	diff lines got
	# and a line of remedy's is heard though the name was met within another line
	play fish remedy <<-'END'
	true; remedy why >/dev/null
	echo 'echo ran $PWD' >$T/leave
	remedy fix
	END
	[[ $(grep -c '^ran /' <<<"$output") -eq 1 ]]
}

@test "fish R35 R36 failures get one hint, other things none; not found hands over" {
	AFTER='function fish_command_not_found; echo mine $argv; end'
	play fish remedy <<-'END'
	python3 -c 'exit(0)'
	python3 -c 'import os; os.kill(os.getpid(), 2)'
	false
	ls /nowhere

	END
	[[ $(hints) -eq 0 ]]
	AFTER=''
	BEFORE='function fish_command_not_found; echo mine $argv; end'
	play fish remedy <<-'END'
	python3 -c 'exit(3)'
	python3 -c 'exit(3)' | cat
	python3 -c 'exit(3)'; true
	./missing/python
	nosuchthing a b
	END
	[[ $(hints) -eq 5 && $output == *'mine nosuchthing a b'* && $output == *'<--pipestatus> <3 0>'* ]]
}

@test "fish R05 R06 R14 R15 R16 R28 bad rings, deleted files, switched off, sourced twice, not interactive" {
	AFTER='source $__remedy_file'
	cp "$capture" "$T/copy.so"
	play fish remedy <<-'END'
	mkfifo $__remedy_ring; python3 -c 0
	rm -f $__remedy_ring; mkdir $__remedy_ring; python3 -c 0
	rmdir $__remedy_ring; truncate -s 1G $__remedy_ring; python3 -c 0
	rm -f $__remedy_ring
	python3 -c 'exit(3)'
	set -g REMEDY_PRELOAD 0; python3 -c 'exit(3)'
	python3 -c 'exit(3)'
	set -e REMEDY_PRELOAD; set -g __remedy_lib $T/copy.so; rm -f $T/copy.so $T/bin/remedy
	python3 -c 'exit(3)'
	nosuchthing
	END
	[[ $(hints) -eq 2 && $output != *ld.so* ]] # the line that switches it off is still watched
	run fish --no-config -c "$(integration fish); echo end; functions -q __remedy_preexec; or echo none"
	[[ $output == $'end\nnone' ]]
	export LD_PRELOAD="/lib/x86_64-linux-gnu/libm.so.6:$capture" REMEDY_CAPTURE=1:1:/nowhere
	AFTER=''
	play fish remedy <<-'END'
	echo "<$LD_PRELOAD> $REMEDY_CAPTURE."
	END
	unset LD_PRELOAD REMEDY_CAPTURE
	[[ $output == *'</lib/x86_64-linux-gnu/libm.so.6> .'* ]]
}

@test "fish what remedy fix leaves is run once; off" {
	play fish remedy <<-'END'
	echo 'cd /; echo ran in $PWD' >$T/leave
	echo $PWD
	remedy fix
	remedy fix
	__remedy_off
	python3 -c 'exit(3)'
	END
	[[ $(grep -c '^ran in /' <<<"$output") -eq 1 && $(hints) -eq 0 ]]
}
