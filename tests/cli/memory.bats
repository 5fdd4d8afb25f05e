#!/usr/bin/env bats
# history, forget, learn and remember by themselves; the story in shells is in
# tests/e2e/memory.bats.

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/memory.XXXXXX")
	export HOME=$dir XDG_RUNTIME_DIR=$dir/run LC_ALL=C.UTF-8
	unset XDG_STATE_HOME XDG_CONFIG_HOME LANGUAGE REMEDY_MEMORY
	mkdir -m 700 "$dir/run" "$dir/run/remedy"
	cd "$dir"
	ring=$dir/run/remedy/4711-12.ring
	state=$dir/.local/state/remedy
}

teardown() {
	! mountpoint -q "$state" || umount "$state"
	chmod -R u+rwX "$dir"
	rm -rf "$dir"
}

failed() { # KEY SHAPE [DAYS AGO]: as report notes it
	mkdir -p "$state"
	chmod 700 "$dir/.local" "$dir/.local/state" "$state"
	printf 'F\t%s\t%s\tkey-missing\ta.py\t%s/shop\t%s\n' "$(($(date +%s) - 86400 * ${3-0}))" "$1" "$dir" "$2" >>"$state/journal"
	printf '%s\nkey-missing\na.py\n%s/shop\n%s\n' "$1" "$dir" "$2" >"${ring%.ring}.past"
	chmod 600 "$state/journal" "${ring%.ring}.past"
}

since() { # LINE…: what was run since the failure, handed on as a shell does
	export REMEDY_SINCE
	printf -v REMEDY_SINCE '%s\n' "$@"
}

@test "a cure is stored, listed and forgotten" {
	failed 0123456789abcdef "KeyError: '…'"
	since '0 ls' '1 pip install wrong' '0 pip install right'
	run remedy remember --ring "$ring"
	[ "$status" -eq 0 ]
	run remedy history
	echo "$output"
	[[ $output == *"1×  KeyError: '…'"*"cured by: pip install right"* ]]
	run remedy history --cures
	[[ $output == *"1×  pip install right"* && $output != *wrong* && $output != *" ls"* ]]
	[ "$(remedy history --format json | jq -r '.failures[0] | .pattern + " " + .cure')" = "key-missing pip install right" ]
	run remedy forget 1
	[ "$status" -eq 0 ]
	run remedy history --cures
	[ "$status" -eq 1 ]
	run remedy forget --all
	[ "$status" -eq 0 ]
	run remedy history
	[ "$status" -eq 1 ]
	[ "$(stat -c %a "$state"/* | sort -u)" = 600 ]
}

@test "filters by time, folder and pattern; the plot" {
	failed 0123456789abcdef "KeyError: '…'" 40
	failed 0123456789abcde0 "IndexError: x" 1
	[ "$(remedy history --format json | jq '.failures | length')" = 2 ]
	[ "$(remedy history --since 7 --format json | jq '.failures | length')" = 1 ]
	[ "$(remedy history --since 2001-01-31 --format json | jq '.failures | length')" = 2 ]
	[ "$(remedy history --project shop --format json | jq '.failures | length')" = 2 ]
	run remedy history --project /elsewhere --format json
	[[ $status -eq 1 && $output == *'"failures":[]'* ]]
	[ "$(remedy history --pattern key-missing --limit 1 --format json | jq '.failures | length')" = 1 ]
	run remedy history --plot
	[[ ${#lines[@]} -eq 7 && ${lines[5]} == *"    1 █"* ]] # a week at least
	failed 0123456789abcde0 "IndexError: x" 20
	run remedy history --plot
	[[ ${#lines[@]} -eq 21 && ${lines[0]} == *"    1 █"* ]]
	run remedy history --pattern nothing-such
	[[ $status -eq 1 && $output == *"nothing of that kind"* ]]
	remedy forget --before 7
	[ "$(remedy history --format json | jq '.failures | length')" = 1 ]
	for wrong in '--since yesterday' '--format xml' '--limit 0' '--limit 3x' '--limit -1' '--what' '--since'; do
		run remedy history $wrong
		echo "$output"
		[[ $status -eq 2 && $output == *"${wrong%% *}"* ]]
	done
	run remedy forget
	[ "$status" -eq 2 ]
	run remedy forget --before yesterday
	[[ $status -eq 2 && $output == *"yesterday"* ]]
}

@test "only what is there is forgotten, and nothing by a number that is none" {
	failed 0123456789abcdef "KeyError: '…'"
	since '0 pip install right'
	remedy remember --ring "$ring"
	for wrong in 1x 2 0 01x; do
		run remedy forget "$wrong"
		[[ $status -eq 2 && $output == *"'$wrong' is no number in the list"* ]]
	done
	run remedy forget --pattern nothing-such
	[[ $status -eq 1 && $output == *"nothing of that kind"* ]]
	[[ $(remedy history --cures) == *"pip install right"* ]]
	# with all goes what was put aside
	echo old >"$state/memory.db.damaged"
	echo older >"$state/memory.db.damaged.told"
	remedy forget --all
	! compgen -G "$state/*damaged*"
}

@test "the cures by filters, and as JSON" {
	failed 0123456789abcdef "KeyError: '…'"
	since '0 pip install right'
	remedy remember --ring "$ring"
	for words in 'forget' 'learn' 'add --cure'; do
		[[ $(remedy complete -- $words '') == $'1\tpip install right (KeyError: '* ]]
	done
	[ "$(remedy history --cures --format json | jq -c '.cures[] | [.number, .kind, .cure, .worked, .failed, .pattern]')" = \
		'[1,"run","pip install right",1,0,"key-missing"]' ]
	[[ $(remedy history --cures --pattern key-missing --project shop --since 1) == *"pip install right"* ]]
	for other in '--pattern other' '--project /elsewhere' '--since 2999-01-01'; do
		run remedy history --cures $other
		[[ $status -eq 1 && $output == *"nothing of that kind"* ]]
	done
	# an edit is told as one
	echo 1 >a.py
	failed 0123456789abcde0 "TillError: no till"
	printf '1.000000001 9 %s/a.py\n' "$dir" >>"${ring%.ring}.past"
	since '0 vim a.py'
	remedy remember --ring "$ring"
	[[ $(remedy history) == *"a.py in ~/shop"*"cured by: a change of ~/a.py"* ]]
	[ "$(remedy history --format json | jq -r '.failures[] | select(.cure != "") | .kind' | sort | xargs)" = 'edit run' ]
}

@test "what worked twice can be learned" {
	run remedy learn
	[ "$status" -eq 1 ]
	for i in 1 2; do
		failed 0123456789abcdef "TillError: no till '…'"
		since '0 touch till'
		remedy remember --ring "$ring"
	done
	run remedy learn
	echo "$output"
	[[ $status -eq 0 && $output == *"2×"*"TillError"*"touch till"* ]]
	run remedy learn 99
	[ "$status" -eq 2 ]
	run remedy learn --project
	[ "$status" -eq 2 ]
	# what worked once is in no list
	failed 0123456789abcde0 "DrawerError: drawer '…' is stuck"
	since '0 touch drawer'
	remedy remember --ring "$ring"
	run remedy learn 2
	[ "$status" -eq 2 ]
}

proved() { # a cure that worked twice, of a message with a name
	export VISUAL=true
	mkdir -p "$dir/shop/src"
	: >"$dir/shop/pyproject.toml"
	for i in 1 2; do
		failed 0123456789abcdef "TillError: no till '…'"
		since '0 make {till}'
		remedy remember --ring "$ring"
	done
	cd "$dir/shop/src"
}

another() { # TYPE MESSAGE, cured once
	failed "$(printf '%016x' $((++nth + 15)))" "$1: $2"
	since "0 touch $1"
	remedy remember --ring "$ring"
}

@test "what was learned is a pattern of one's own" {
	proved
	run remedy learn 1 --edit
	echo "$output"
	[[ $status -eq 0 && $output == *".config/remedy/patterns/till-no-till.yaml knows it from now on"* ]]
	[[ $(remedy explain - <<<"TillError: no till 'a'") == *"make {till}"* ]]
	[ ! -e "$dir/shop/.remedy" ]
	remedy patterns test "$dir/.config/remedy/patterns/till-no-till.yaml"
	remedy patterns lint "$dir/.config/remedy/patterns/till-no-till.yaml"
}

@test "a shape of few words: what lint accepts is proposed, or it is said at once why nothing is" {
	export VISUAL=true
	local shape
	for shape in 'RuntimeError' 'RuntimeError: …' 'ValueError: …: …' "KeyError: '…'" 'OSError: [Errno …] …' 'ValueError: … is …'; do
		rm -rf "$state"
		another "${shape%%: *}" "${shape#*: }"
		[[ $shape == *:* ]] || { rm -rf "$state"; failed 0123456789abcdef "$shape"; since '0 touch x'; remedy remember --ring "$ring"; }
		run remedy add --cure 1 --edit
		echo "$shape: $output"
		[[ $status -eq 1 && $(tr -s ' \n' ' ' <<<"$output") == *"nothing can be learned from '$shape'"*"every ${shape%%:*}; after it"* ]]
	done
	rm -rf "$state"
	failed 0123456789abcdef TillError
	since '0 make till'
	remedy remember --ring "$ring"
	another DrawerError '…: …'
	another RuntimeError '…, …, … stuck'
	another SafeError '… (…) [… …] is shut'
	for shape in 1 2 3 4; do
		run remedy add --cure $shape --edit
		echo "$output"
		[[ $status -eq 0 ]]
	done
	remedy patterns lint "$dir"/.config/remedy/patterns/*.yaml
	[[ $(remedy explain - <<<$'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\nTillError') == *"make till"* ]]
	[[ $(remedy explain - <<<"DrawerError: anything") == *"touch DrawerError"* ]]
	[[ $(remedy explain - <<<"RuntimeError: a, b c, d stuck") == *"touch RuntimeError"* ]]
	[[ $(remedy explain - <<<"SafeError: a (b) [c d] is shut") == *"touch SafeError"* ]]
}

@test "what was learned for a project is allowed there, and nothing beside it" {
	proved
	run remedy learn 1 --project --edit
	echo "$output"
	[[ $status -eq 0 && $output == *"$dir/shop/.remedy/till-no-till.yaml knows it from now on"* ]]
	[[ $(remedy explain - <<<"TillError: no till 'a'") == *"make {till}"* ]]
	[ ! -e "$dir/.config/remedy/patterns" ]
	# a second one: the folder stays allowed
	another DrawerError "drawer '…' is stuck"
	run remedy add --cure 2 --project --edit
	[[ $output == *"shop/.remedy/drawer-drawer-is-stuck.yaml knows it"* ]]
	[[ $(remedy explain - <<<"TillError: no till 'a'") == *"make {till}"* ]]
	[[ $(remedy explain - <<<"DrawerError: drawer 'a' is stuck") == *"touch DrawerError"* ]]
	# another's file that came meanwhile, and is unknown: all is silent until it was seen
	sed 's/till-no-till/other/; s/TillError/OtherError/' "$dir/shop/.remedy/till-no-till.yaml" >"$dir/shop/.remedy/other.yaml"
	another SafeError "safe '…' is shut"
	run remedy add --cure 3 --project --edit
	echo "$output"
	[[ $status -eq 0 && $output == *"it is silent until remedy allow"* ]]
	run remedy explain - <<<"TillError: no till 'a'"
	[ "$status" -eq 1 ]
	remedy allow --yes
	[[ $(remedy explain - <<<"TillError: no till 'a'") == *"make {till}"* ]]
	# so is what somebody else began
	remedy deny
	another ScaleError "scale '…' is off"
	run remedy add --cure 4 --project --edit
	[[ $output == *"it is silent until remedy allow"* ]]
	# where others can write nothing is put
	rm -r "$dir/shop/.remedy"
	chmod 777 "$dir/shop"
	another DoorError "door '…' is open"
	run remedy add --cure 5 --project --edit
	[ "$status" -eq 1 ]
	[ ! -e "$dir/shop/.remedy" ]
}

@test "a cure with a value taken out, or a changed file, is said in a pattern, not run" {
	export VISUAL=true
	failed 0123456789abcdef "DoorError: door '…' is open"
	since '0 export SHOP_KEY=1'
	remedy remember --ring "$ring"
	remedy add --cure 1 --edit
	grep -q "say: 'export SHOP_KEY=…'" .config/remedy/patterns/*.yaml
	echo 1 >a.py
	failed 0123456789abcde0 "TillError: no till '…'"
	printf '1.000000001 9 %s/a.py\n' "$dir" >>"${ring%.ring}.past"
	since '0 vim a.py'
	remedy remember --ring "$ring"
	remedy add --cure 2 --edit
	grep -q "say: 'a change of $dir/a.py'" .config/remedy/patterns/till*.yaml
}

@test "secrets and private lines do not reach the disk" {
	failed 0123456789abcdef "KeyError: '…'"
	since '0 export TOKEN=hunter2' '0  export HIDDEN=hunter3' '0 pip install --token hunter4 x' \
		'0 git clone https://ada:hunter5@host/x'
	remedy remember --ring "$ring" || true
	run grep -r hunter "$state" "$dir/run"
	[ "$status" -eq 1 ]
	[[ $(remedy history --cures) == *'export TOKEN=… && pip install --token … x && git clone https://…@host/x'* ]]
}

@test "a changed file is a cure where no command was; the weaker sign needs a command" {
	echo 1 >a.py
	failed 0123456789abcdef "KeyError: '…'"
	printf '1.000000001 9 %s/a.py\n' "$dir" >>"${ring%.ring}.past"
	since '0 vim a.py'
	run remedy remember --ring "$ring" --weak
	[ "$status" -eq 1 ]
	failed 0123456789abcdef "KeyError: '…'"
	printf '1.000000001 9 %s/a.py\n' "$dir" >>"${ring%.ring}.past"
	since '0 vim a.py'
	run remedy remember --ring "$ring"
	[ "$status" -eq 0 ]
	[[ $(remedy history --cures) == *"a change of ~/a.py"* ]]
}

@test "off, no ring, garbage, read-only, full: silence" {
	failed 0123456789abcdef "KeyError: '…'"
	since '0 pip install x'
	REMEDY_MEMORY=0 run remedy remember --ring "$ring"
	[[ $status -eq 1 && -z $output ]]
	since '0 pip install x'
	run remedy remember --ring /nonexistent.ring
	[[ $status -eq 1 && -z $output ]]
	run remedy remember
	[[ $status -eq 1 && -z $output ]]
	head -c 3000 /dev/urandom >"${ring%.ring}.past"
	since '0 pip install x'
	run remedy remember --ring "$ring"
	[[ $status -eq 1 && -z $output ]]
	failed 0123456789abcdef "KeyError: '…'"
	for trap in 'trap "" XFSZ' :; do
		run bash -c "ulimit -f 0; $trap; remedy remember --ring '$ring'"
		[[ $status -eq 1 && -z $output ]]
	done
	run bash -c 'ulimit -f 0; remedy history'
	[ "$status" -eq 1 ]
	[ "$(bash -c 'ulimit -f 0; remedy run -- sh -c "kill -XFSZ \$\$"' 2>/dev/null; echo $?)" -eq 153 ]
	failed 0123456789abcdef "KeyError: '…'"
	head -c 3000 /dev/urandom >"$state/memory.db"
	chmod 600 "$state/memory.db"
	since '0 pip install x'
	run remedy remember --ring "$ring"
	[[ $status -eq 0 && -z $output ]]
	[[ $(remedy doctor) == *"was damaged and was begun anew"* ]]
	[[ $(remedy doctor) != *"was damaged"* ]]
}

@test "a full or read-only disk: nothing stored is lost, and it goes on afterwards" {
	[ "$(id -u)" = 0 ] && mkdir -p -m 700 "$state" && mount -t tmpfs -o size=200k,mode=700 none "$state" 2>/dev/null ||
		skip "no small file system can be mounted here"
	for i in {1..9}; do
		failed "$(printf '%016x' "$i")" "TillError$i"
		since "0 touch till$i"
		remedy remember --ring "$ring"
	done
	head -c 400000 /dev/zero >"$state/full" 2>/dev/null || true
	result=0
	for i in {10..15}; do
		failed "$(printf '%016x' "$i")" "TillError$i" 2>/dev/null || true
		since "0 touch till$i"
		run remedy remember --ring "$ring"
		[ -z "$output" ] || result=1
		# what had room is in the journal or in the store, and both are whole
		remedy history --cures >listed 2>said || true
	done
	remedy doctor >doctor 2>&1 || true
	rm "$state/full"
	remedy history --cures --limit 100 >after || result=2
	mount -o remount,ro "$state"
	failed 00000000000000fe "LaterError" 2>/dev/null || true
	since "0 touch later"
	run remedy remember --ring "$ring"
	[ -z "$output" ] || result=3
	mount -o remount,rw "$state"
	failed 00000000000000ff "LaterError"
	since "0 touch later"
	remedy remember --ring "$ring" || result=4
	remedy history --cures --limit 100 >later
	umount "$state"
	cat after later
	[ "$result" -eq 0 ]
	for i in {1..9}; do grep -q "touch till$i\$" after && grep -q "touch till$i\$" later; done
	grep -q 'touch later' later
	! grep -q damaged doctor
}
