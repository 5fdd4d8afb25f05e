#!/usr/bin/env bats
# Who else is on this machine, and what a failure can say: docs/security.md lists
# each attack with the test that proves what becomes of it.

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/security.XXXXXX")
	export HOME=$dir/home XDG_RUNTIME_DIR=$dir/run LC_ALL=C.UTF-8 COLUMNS=100
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE REMEDY_QUIET REMEDY_MEMORY LD_PRELOAD REMEDY_CAPTURE
	mkdir -m 700 "$HOME" "$XDG_RUNTIME_DIR"
	cd "$dir"
	ring=$XDG_RUNTIME_DIR/remedy/$$-1.ring
	python=$(PATH=/usr/bin:$PATH command -v python3)
	so=$REMEDY_STAGE/lib/remedy/libremedy-capture.so
}

teardown() {
	chmod -R u+rwX "$dir"
	rm -rf "$dir"
}

as_root() {
	[[ $EUID == 0 ]] || skip "only root can be another user"
}

captured() { # captured N COMMAND… 2>err (what goes to /dev/null is not the person's)
	REMEDY_CAPTURE="$1:$$:$ring" LD_PRELOAD=$so "${@:2}" || true
}

report() { # report N LINE
	REMEDY_LINE=$2 remedy report --shell bash --run "$1" --status 1 --ring "$ring" || true
}

# All that a session leaves: a failure that is known, one that is not, a cure.
session() {
	printf 'import os, sys\nos.path.exists("cured") or sys.exit("KeyError: x") if len(sys.argv) > 1 else 1/0\n' >a.py
	captured 1 "$python" a.py 2>err
	report 1 'python3 a.py'
	remedy why >/dev/null || true
	remedy init bash >/dev/null
	remedy inbox >/dev/null || true
	remedy history >/dev/null || true
	remedy doctor >/dev/null || true
	remedy patterns list >/dev/null || true
	echo "ModuleNotFoundError: No module named 'yaml'" | remedy explain - || true
}

# sudo -E, or sudo where HOME is kept: root works in the folders of another.
@test "HOME, XDG folders and runtime folder of another user: nothing is read or written there" {
	as_root
	mkdir -p "$HOME/.config/remedy/patterns" victim
	printf 'quiet: off\n' >"$HOME/.config/remedy/config.yaml"
	printf -- '- { id: evil, exception: ModuleNotFoundError, summary: EVIL, examples: [ { origin: real, stderr: "ModuleNotFoundError: x" } ] }\n' \
		>"$HOME/.config/remedy/patterns/evil.yaml"
	# where root would write, the other user has links to what is root's
	ln -s "$dir/victim" "$HOME/.cache"
	mkdir -p "$HOME/.local/share"
	ln -s "$dir/victim" "$HOME/.local/state"
	chown -hR 65534 "$HOME" "$XDG_RUNTIME_DIR"
	chmod 755 "$dir"
	rings=/dev/shm/remedy-0 # where a shell of root's puts it then
	[[ -d /dev/shm && -w /dev/shm ]] || rings=/tmp/remedy-0
	ring=$rings/$$-1.ring
	run session
	echo "$output"
	[[ $output == *"yaml"* && $output != *EVIL* ]]
	[ -z "$(find "$HOME" "$XDG_RUNTIME_DIR" -uid 0)" ]
	[ -z "$(ls -A victim)" ]
	export XDG_CONFIG_HOME=$HOME/c XDG_CACHE_HOME=$HOME/d XDG_STATE_HOME=$HOME/e/f XDG_DATA_HOME=$HOME/g
	run session
	[[ $output == *"yaml"* ]]
	[ -z "$(find "$HOME" "$XDG_RUNTIME_DIR" -uid 0)" ]
	run remedy doctor
	[[ $output == *"HOME is not usable"* ]]
	rm -rf "$rings/$$-"*
}

# Nothing that a terminal obeys or an eye is misled by: control characters but newline
# and tab, bidi and invisible ones.
clean() { # COMMAND…: its output, on both streams
	"$@" >shown 2>&1 </dev/null || true
	if LC_ALL=C.UTF-8 grep -nP '[\x00-\x08\x0b-\x1f\x7f-\x9f]|\xd8\x9c|[\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{feff}]' shown; then
		echo "in: $*"
		return 1
	fi
}

each() { # LINE…: remedy with these words
	local line words
	for line; do
		read -ra words <<<"$line"
		clean remedy "${words[@]}"
	done
}

@test "a hostile catalog of failures: every example with attacks in it, through every form of explain" {
	python3 -c 'import yaml' 2>/dev/null || skip "python3-yaml is not installed"
	cd "$BATS_TEST_DIRNAME/../.."
	python3 tests/cli/hostile.py "$dir"
}

@test "a hostile run: message, file, folder, arguments, environment and project, through every command" {
	bad=$'a\e]0;OWNED\ab\u202ec\e[2Jd\u200be$(touch OWNED)`touch OWNED`%F{red}'
	mkdir "$bad" && cd "$bad"
	printf '[project]\nname = "%s"\ndependencies = ["%s"]\n' "$bad" "$bad" >pyproject.toml
	printf '%s==1\n' "$bad" >requirements.txt
	mkdir -p .venv/bin .venv/lib/python3.11/site-packages/"$bad"-1.dist-info
	printf 'home = %s\nversion = %s\n' "$bad" "$bad" >.venv/pyvenv.cfg
	printf 'Metadata-Version: 2.1\nName: %s\nVersion: %s\n' "$bad" "$bad" >".venv/lib/python3.11/site-packages/$bad-1.dist-info/METADATA"
	export VIRTUAL_ENV=$PWD/.venv PYTHONPATH=$bad EVIL=$bad
	ring=$XDG_RUNTIME_DIR/remedy/$$-1.ring
	local -a messages=("No module named 'yaml_$bad'" "No module named 'yaml'" "$bad" "cannot import name '$bad' from 'os' ($bad)")
	local -a types=(ModuleNotFoundError ModuleNotFoundError KeyError ImportError)
	local n=0 i
	for i in 0 1 2 3; do
		printf 'import sys\n# %s\nraise %s(sys.argv[1])\n' "$bad" "${types[i]}" >"$bad.py"
		n=$((n + 1))
		captured $n "$python" "$bad.py" "${messages[i]}" "$bad" 2>err
		clean report $n "python3 '$bad.py'"
		each why 'fix --list' fix
		for form in text json jsonl github sarif junit; do
			clean remedy explain --format "$form" err
		done
	done
	each facts 'facts --format json' doctor 'doctor --format json' inbox history 'history --format json' 'history --cures' learn \
		'patterns list' 'add --from-last'
	cp err "$bad.log"
	clean remedy explain --format junit "$bad.log"
	clean remedy explain --format sarif "$bad.log"
	clean remedy explain --format text "$bad.log" "$bad"
	remedy explain --format jsonl err >rows || true
	clean remedy stats rows
	clean remedy stats --format json rows
	for words in why 'patterns show' not-found facts explain 'explain --format' stats fix 'patterns test' 'patterns path' allow deny enable \
		disable learn forget init complete run; do
		# shellcheck disable=SC2086
		clean remedy $words "$bad"
	done
	[ -z "$(find "$dir" -name OWNED)" ]
}

@test "a runtime folder that another user laid before us, with links in it: no byte through them" {
	as_root
	mkdir -m 755 "$XDG_RUNTIME_DIR/remedy"
	printf 'untouched\n' >victim
	chmod 600 victim
	for ending in ring fix past run; do
		ln "$dir/victim" "${ring%ring}$ending" 2>/dev/null || ln -s "$dir/victim" "${ring%ring}$ending"
	done
	chown 12345 "$XDG_RUNTIME_DIR/remedy"
	find "$XDG_RUNTIME_DIR" -printf '%p %y %s %U %m\n' | sort >before
	captured 1 "$python" -c 'import yaml_zz9' 2>err
	grep -q ModuleNotFoundError err
	run report 1 'python3 -c "import yaml_zz9"'
	[ -z "$output" ]
	remedy why >/dev/null 2>&1 || true
	find "$XDG_RUNTIME_DIR" -printf '%p %y %s %U %m\n' | sort | diff before -
	[ "$(cat victim)" = untouched ]
	# the same where the links stand in a folder of one's own
	chown 0 "$XDG_RUNTIME_DIR/remedy"
	chmod 700 "$XDG_RUNTIME_DIR/remedy"
	captured 1 "$python" -c 'import yaml_zz9' 2>err
	run report 1 'python3 -c "import yaml_zz9"'
	[ "$(cat victim)" = untouched ]
	# and where the ring itself is sound, so that there is a hint with a fix to be kept
	for link in ln 'ln -s'; do
		rm -f "${ring%ring}"*
		for ending in fix past run wish; do
			$link "$dir/victim" "${ring%ring}$ending"
		done
		captured 2 "$python" -c 'raise ModuleNotFoundError("No module named '"'yaml'"'")' 2>err
		run report 2 'python3 a.py'
		[[ $output == *"fix "* ]]
		remedy fix --list >/dev/null 2>&1 || true
		REMEDY_SINCE='0 pip install x' remedy remember --ring "$ring" 2>/dev/null || true
		[ "$(cat victim)" = untouched ]
	done
}

@test "links in the cache and state folders: no byte through them" {
	printf 'untouched\n' >victim
	captured 1 "$python" -c 'raise KeyError("x")' 2>err
	report 1 'python3 a.py' 2>/dev/null
	mkdir -p "$HOME/.config/remedy/patterns"
	printf 'quiet: false\n' >"$HOME/.config/remedy/config.yaml"
	printf -- '- { id: own, exception: TillError, summary: s, examples: [ { origin: real, stderr: "TillError: x" } ] }\n' >"$HOME/.config/remedy/patterns/own.yaml"
	for link in 'ln -s' ln; do
		for file in .cache/remedy/catalog-user.cdb .cache/remedy/catalog-user.cdb.lock .cache/remedy/settings .cache/remedy/folders .cache/remedy/excess .cache/remedy/trial \
			.local/state/remedy/journal .local/state/remedy/inbox .local/state/remedy/inbox.lock .local/state/remedy/memory.db \
			.local/state/remedy/memory.lock .local/state/remedy/cures.cdb; do
			mkdir -p -m 700 "$HOME/${file%/*}"
			rm -f "$HOME/$file" && $link "$dir/victim" "$HOME/$file"
		done
		captured 2 "$python" -c 'raise KeyError("y")' 2>err
		report 2 'python3 b.py' 2>/dev/null
		captured 3 "$python" -c 'raise ZeroDivisionError("in a till")' 2>err
		report 3 'python3 c.py' 2>/dev/null
		remedy init bash >/dev/null
		remedy explain - <<<"TillError: x" >/dev/null || true
		REMEDY_SINCE='0 pip install x' remedy remember --ring "$ring" || true
		remedy history >/dev/null || true
		remedy inbox >/dev/null || true
		[ "$(cat victim)" = untouched ]
	done
}

@test "a file that others can write speaks nowhere: patterns, facts, tables, settings, cures, what was allowed, compiled catalogs" {
	config=$HOME/.config/remedy
	mkdir -p "$config/patterns" "$HOME/shop/.remedy"
	evil='- { id: evil, exception: TillError, summary: EVIL, fixes: [ { run: EVIL } ], examples: [ { origin: real, stderr: "TillError: x" } ] }'
	says() { remedy explain - <<<"TillError: x" 2>&1 || true; }
	echo "$evil" >"$config/patterns/evil.yaml"
	[[ $(says) == *EVIL* ]]
	cache=$HOME/.cache/remedy/catalog-user.cdb
	[ -f "$cache" ]
	# a compiled one with others' bit is not read, but made anew
	chmod 666 "$cache"
	number=$(stat -c %i "$cache")
	[[ $(says) == *EVIL* && $(stat -c '%a %i' "$cache") != "666 $number" ]]
	for mode in 666 602 620; do
		[[ $mode != 620 ]] || as_root
		chmod $mode "$config/patterns/evil.yaml"
		[[ $mode != 620 ]] || chgrp 12345 "$config/patterns/evil.yaml"
		[[ $(says) != *EVIL* ]]
	done
	chgrp 0 "$config/patterns/evil.yaml"
	chmod 600 "$config/patterns/evil.yaml"
	for folder in "$config/patterns" "$config" "$HOME/.config"; do
		chmod 777 "$folder"
		[[ $(says) != *EVIL* ]]
		chmod 700 "$folder"
	done
	[[ $(says) == *EVIL* ]]
	rm "$config/patterns/evil.yaml"
	# another user's
	if [[ $EUID == 0 ]]; then
		echo "$evil" >"$config/patterns/evil.yaml"
		chown 12345 "$config/patterns/evil.yaml"
		[[ $(says) != *EVIL* ]]
		rm "$config/patterns/evil.yaml"
	fi
	# a project's that was allowed, and is then another's to write
	cd "$HOME/shop"
	echo "$evil" >.remedy/evil.yaml
	remedy allow --yes >/dev/null
	[[ $(says) == *EVIL* ]]
	chmod 666 "$HOME/.local/state/remedy/allowed/"*
	[[ $(says) != *EVIL* ]]
}

# Passwords, tokens and the user's part of addresses, in whatever a failure can carry
# them: its message, its source line, arguments, environment, the lines typed before.
@test "secrets reach no file, whatever carries them: inbox, journal, memory, cures, caches, what was learned" {
	local -a secrets=(hunter2 s3same-0pen ghp_16C7e42F292c6912E7710c838347Ae178B4a AKIAIOSFODNN7EXAMPLE sk-proj-4fTq8Zx1Yb7Lm3Kp
		eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N ada:hunter2 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b
		xoxb-123456789012-abcdefghijkl)
	local -a forms=('login failed for ada with password %s' 'invalid token %s' 'password=%s is wrong' "{'token': '%s'}"
		'postgres://ada:%s@db.example.org/shop refused' 'https://%s@example.org/simple/ 401' 'Bearer %s' '%s'
		'HTTPSConnectionPool(host=example.org): Max retries exceeded with url: /x?key=%s' 'DB_PASSWORD %s' "user ada, secret '%s'")
	cat >a.py <<'END'
import os, sys
class ShopError(Exception): pass
key = os.environ["SECRET"]  # hunter2
if os.path.exists("cured"):
    sys.exit(0)
if sys.argv[1] == "known":
    raise KeyError(key)
raise ShopError(sys.argv[2] % key)
END
	local n=0 secret form
	for secret in "${secrets[@]}"; do
		for form in "${forms[@]:n % 9:2}"; do
			n=$((n + 1))
			SECRET=$secret captured $n "$python" a.py unknown "$form" 2>err
			SECRET=$secret REMEDY_SINCE="0 export SECRET=$secret" report $n "SECRET=$secret python3 a.py unknown '$form' --password $secret" 2>/dev/null
			[ -f "$HOME/.local/state/remedy/inbox" ]
		done
		n=$((n + 1))
		SECRET=$secret captured $n "$python" a.py known 2>err
		SECRET=$secret report $n "SECRET=$secret python3 a.py known" 2>/dev/null
		[ -s "${ring%ring}past" ]
		REMEDY_SINCE="0 export SECRET=$secret
0 pip install --index-url https://ada:$secret@example.org/simple x
0 curl -H 'Authorization: Bearer $secret' https://example.org/x?key=$secret
0 mysql -u ada -p$secret shop" remedy remember --ring "$ring" || true
	done
	remedy history --cures >cures
	grep -q 'pip install --index-url …' cures
	remedy learn >/dev/null || true
	remedy learn 1 >/dev/null 2>&1 </dev/null || true
	remedy init bash >/dev/null
	remedy why >/dev/null 2>&1 || true
	[ -n "$(find "$HOME" -name memory.db)" ]
	for secret in "${secrets[@]}"; do
		run grep -rlaF -- "$secret" "$HOME" "${ring%ring}past"
		echo "$secret: $output"
		[ "$status" = 1 ]
	done
	# and what is there is nobody else's to read
	[ -z "$(find "$HOME/.local/state/remedy" "$HOME/.cache/remedy" -perm /077)" ]
}

@test "docs/security.md: every test that it names is there" {
	cd "$BATS_TEST_DIRNAME/../.."
	local line file name count=0
	while IFS= read -r line; do
		[[ $line =~ ^\|.*\|\ \`(tests/[^\`]*)\`\ \"([^\"]*)\"\ \| ]] || continue
		file=${BASH_REMATCH[1]} name=${BASH_REMATCH[2]}
		count=$((count + 1))
		echo "$file: $name"
		if [[ $file == *.c ]]; then
			grep -qF "($name" "$file" || grep -qx "$name(void \*\*state)" "$file"
		else
			grep -qF "@test \"$name" "$file"
		fi
	done <docs/security.md
	[ "$count" -gt 20 ]
}
