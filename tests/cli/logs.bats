# `remedy explain` for logs: many, packed, growing, broken.

bats_require_minimum_version 1.5.0

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/logs.XXXXXX")
	export HOME=$dir/home LC_ALL=C.UTF-8 COLUMNS=100 NO_COLOR=1
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE GITHUB_WORKSPACE CI_PROJECT_DIR \
		BUILDKITE_BUILD_CHECKOUT_PATH
	mkdir -p "$HOME"
	cd "$dir"
	traceback fetch.py "ModuleNotFoundError: No module named 'yaml'" >log
}

teardown() {
	[ -z "${pid-}" ] || kill "$pid" 2>/dev/null || true
	rm -rf "$dir"
}

traceback() { # FILE, EXCEPTION
	printf 'Traceback (most recent call last):\n  File "/home/ada/shop/%s", line 7, in <module>\n    main()\n%s\n' "$@"
}

innocent() { # LINES
	yes '2026-03-04 05:06:07 INFO all is well with this line of the log' | head -n "$1"
}

# Waits until FILE holds TEXT.
holds() { # FILE TEXT
	for _ in {1..100}; do
		grep -qF -- "$2" "$1" && return
		sleep 0.05
	done
	cat "$1"
	return 1
}

@test "the words of a tool are found in a log of any length" {
	innocent 70000 >plain
	for size in 3000 70000; do
		{ head -n "$size" plain; echo "Unclosed client session"; head -n "$size" plain; } >log
		run -0 remedy explain --format jsonl log
		grep '"id":"aiohttp-unclosed"' <<<"$output"
	done
	[ "$(stat -c %s log)" -gt $((8 * 1024 * 1024)) ]
	grep -F '"line":70001' <<<"$output"
	# The same of a person's own words, which no list of ours has.
	mkdir -p "$HOME/.config/remedy/patterns"
	cat >"$HOME/.config/remedy/patterns/own.yaml" <<-'END'
		- id: own-rationing
		  text: '^rationing begun for (?<tenant>\w+)$'
		  summary: '{tenant} is out of quota'
		  fixes: [{say: Ask for more}]
		  examples: [{origin: real, stderr: rationing begun for shop}]
	END
	{ head -n 70000 plain; echo "rationing begun for shop"; head -n 70000 plain; } >log
	run -0 remedy explain --format jsonl log
	grep '"id":"own-rationing"' <<<"$output"
}

@test "each failure once: how often, where, and its hint" {
	{
		innocent 100
		cat log
		innocent 50
		traceback cart.py "ModuleNotFoundError: No module named 'numpy'"
		innocent 3
		cat log log
		traceback own.py "ShopError: nobody knows this"
	} >server.log
	run remedy explain server.log
	[ "$status" -eq 0 ]
	[ "$(grep '^server.log' <<<"$output")" = "server.log:101 (3 times, last in line 166)
server.log:155
server.log:170" ]
	[ "$(grep -c "install PyYAML" <<<"$output")" -eq 1 ]
	[[ $output == *"no pattern knows this failure: ShopError: nobody knows this"* ]]
	run remedy explain --format jsonl server.log
	[ "${#lines[@]}" -eq 3 ]
	jq -se '.[0] as $one | $one.version == 1 and $one.count == 3 and $one.type == "ModuleNotFoundError"
		and $one.days == {"2026-03-04": 3} and $one.project == "shop" and $one.file == "/home/ada/shop/fetch.py"
		and $one.line == 7 and [$one.positions[].line] == [101, 162, 166]
		and ($one.hint.fixes | length) > 0 and $one.id == $one.hint.id
		and .[2].id == null and .[2].hint == null and (.[2].shape | startswith("ShopError: "))' <<<"$output"
}

@test "messages that differ in a name only are one failure where the cure is the same" {
	for i in {1..50}; do traceback cart.py "KeyError: 'item-$i'"; done >keys
	run remedy explain --format jsonl keys
	[ "${#lines[@]}" -eq 1 ]
	jq -e '.count == 50' <<<"$output"
	{ traceback cart.py "ModuleNotFoundError: No module named 'yaml'"; traceback cart.py "ModuleNotFoundError: No module named 'numpy'"; } >two
	run remedy explain --format jsonl two
	[ "${#lines[@]}" -eq 2 ]
}

@test "gzip, xz, zstd, told by their magic number; several members; from a pipe" {
	{ innocent 1000; cat log; } >plain
	expected=$(remedy explain plain)
	for tool in gzip xz zstd; do
		command -v $tool >/dev/null || skip "$tool is not here"
		$tool <plain >packed
		[ "$(remedy explain packed)" = "$expected" ]
		[ "$(remedy explain <packed)" = "$expected" ]
		[ "$(cat packed | remedy explain)" = "$expected" ]
		# In two members, the failure across their border.
		{ head -c 66200 plain | $tool; tail -c +66201 plain | $tool; } >packed
		[ "$(remedy explain --format jsonl packed | jq .positions[0].line)" = 1001 ]
		: | $tool >packed
		run remedy explain packed
		[ "$status" -eq 1 ]
	done
}

@test "truncated and corrupt archives: what could be unpacked counts, and it is told" {
	{ cat log; head -c 300000 /dev/urandom | base64; } >plain
	for tool in gzip xz zstd; do
		command -v $tool >/dev/null || skip "$tool is not here"
		$tool <plain >whole
		head -c 200000 whole >packed
		run --separate-stderr remedy explain packed
		[ "$status" -eq 2 ]
		[[ $stderr == "remedy explain: packed: the archive ends too early" ]]
		[ $tool = zstd ] || [[ $output == *PyYAML* ]]
		{ head -c 200000 whole; head -c 3000 /dev/urandom; tail -c +203001 whole; } >packed
		run --separate-stderr remedy explain packed log
		[ "$status" -eq 2 ]
		[[ $stderr == *"packed: the archive is damaged" ]]
		[[ $output == *PyYAML* ]]
		head -c 3 whole >packed
		run timeout 10 remedy explain packed
		[ "$status" -ge 1 ]
	done
}

@test "folders, in the order of names; links in a circle, what is no file, odd names" {
	mkdir -p logs/b logs/a
	cp log logs/b/1
	cp log "logs/a/new
line"
	ln -s .. logs/a/circle
	ln -s loop logs/loop
	mkfifo logs/pipe
	run --separate-stderr timeout 10 remedy explain logs
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "logs/a/new line:1 (2 times, last in logs/b/1:1)" ]
	[ -z "$stderr" ]
	ln -s logs link
	run timeout 10 remedy explain link
	[ "$status" -eq 0 ]
	run remedy explain --format jsonl logs
	jq -e '[.positions[].file] == ["logs/a/new\nline", "logs/b/1"]' <<<"$output"
	run remedy explain --format github logs
	[ "${#lines[@]}" -eq 1 ]
}

@test "what cannot be read is told of, and the rest is read" {
	run --separate-stderr remedy explain absent log
	[ "$status" -eq 2 ]
	[[ $stderr == "remedy explain: absent: No such file or directory" ]]
	[[ $output == *PyYAML* ]]
	as=
	[ "$(id -u)" != 0 ] || as="setpriv --bounding-set=-dac_override,-dac_read_search"
	mkdir -p logs/closed
	cp log logs/open
	chmod 000 logs/closed
	! $as ls logs/closed 2>/dev/null || skip "this user reads everything"
	run --separate-stderr $as remedy explain logs
	[ "$status" -eq 2 ]
	[[ $stderr == *"logs/closed: Permission denied"* ]]
	[[ $output == *PyYAML* ]]
}

@test "--files0-from: a list of names, from a file or stdin" {
	cp log "a
b"
	printf 'log\0a\nb\0\0' >list
	run remedy explain --format jsonl --files0-from list
	jq -e '.count == 2 and .positions[1].file == "a\nb"' <<<"$output"
	run bash -c 'find . -name "a*" -print0 | remedy explain --files0-from=- --format jsonl'
	jq -e '.count == 1' <<<"$output"
	run remedy explain --files0-from list log
	[ "$status" -eq 2 ]
	run remedy explain --files0-from absent
	[ "$status" -eq 2 ]
}

@test "--fail: 1 if there is a failure, 0 if there is none, 2 if something cannot be read" {
	innocent 5 >fine
	run remedy explain --fail fine
	[ "$status" -eq 0 ]
	run remedy explain --fail log
	[ "$status" -eq 1 ]
	traceback own.py "ShopError: nobody knows this" >own
	run remedy explain --fail own
	[ "$status" -eq 1 ]
	run remedy explain --fail fine absent
	[ "$status" -eq 2 ]
	run remedy explain --format json --fail log
	[ "$status" -eq 1 ]
}

@test "UTF-16 with its mark, both ways round, from a pipe too" {
	{ innocent 10; cat log; } >plain
	for encoding in UTF-16LE UTF-16BE; do
		{ [ $encoding = UTF-16LE ] && printf '\377\376' || printf '\376\377'; iconv -t $encoding plain; } >wide
		run remedy explain --format jsonl wide
		jq -e '.positions[0].line == 11 and .id != null' <<<"$output"
		[ "$(cat wide | remedy explain --format jsonl | jq .positions[0].line)" = 11 ]
	done
}

@test "the output pipe is closed early, the disk is full" {
	for i in {1..900}; do traceback "f$i.py" "ShopError$i: nobody knows this"; done >many
	run timeout 20 bash -c 'remedy explain many | head -1; echo ${PIPESTATUS[0]}'
	[ "${lines[0]}" = "many:1" ]
	[ "${lines[1]}" = 141 ]
	run bash -c 'trap "" PIPE; remedy explain many 2>err | head -1; echo ${PIPESTATUS[0]}'
	[ "${lines[1]}" = 2 ]
	grep -q "cannot be written" err
	[ -c /dev/full ] || skip "there is no /dev/full"
	run bash -c 'remedy explain log 2>&1 >/dev/full'
	[ "$status" -eq 2 ]
	[[ $output == *"No space left on device"* ]]
}

@test "a file that is cut, or goes, while it is read" {
	innocent 400000 >big
	cat log >>big
	(sleep 0.05; : >big) &
	run timeout 20 remedy explain big big big
	[ "$status" -le 1 ]
	wait
	innocent 1000 >gone
	run bash -c '{ rm gone; remedy explain -; } <gone'
	[ "$status" -eq 1 ]
}

@test "--follow: a pipe; the hint comes as soon as the failure is complete" {
	mkfifo pipe
	remedy explain --follow - <pipe >out 2>err &
	pid=$!
	exec 8>pipe
	innocent 3 >&8
	head -3 log >&8
	sleep 0.5
	[ ! -s out ]
	tail -1 log >&8
	holds out PyYAML
	[ "$(head -1 out)" = "-:4" ]
	cat log >&8
	holds out "-:8: again, 2 times by now:"
	exec 8>&-
	wait $pid
	[ "$(grep -c "install PyYAML" out)" -eq 1 ]
	[ ! -s err ]
}

@test "--follow: a steady flow does not hold the hint back" {
	mkfifo pipe
	remedy explain --follow - <pipe >out &
	pid=$!
	(exec 9>pipe; while echo "INFO all is well" >&9; do sleep 0.01; done) 2>/dev/null &
	flow=$!
	sleep 0.3
	cat log >pipe
	holds out PyYAML
	kill $flow
	wait $pid
}

@test "--follow: the day told by lines that were read before the failure came" {
	slowly() {
		echo '2026-03-04 05:06:07 INFO begins'
		sleep 0.4 # longer than what is taken for a pause
		while IFS= read -r line; do
			printf '%s\n' "$line"
			sleep 0.4
		done <log
		sleep 0.4
		cat log
	}
	remedy explain --follow --format jsonl - < <(slowly) >out
	[ "$(jq -sc 'map(.days) | unique' out)" = '[{"2026-03-04":1}]' ] || { cat log out; false; }
}

@test "--follow: a file that grows, is rotated by rename, is cut, and comes later" {
	innocent 2 >app.log
	remedy explain --follow app.log later.log >out 2>err &
	pid=$!
	holds err "later.log: No such file or directory"
	cat log >>app.log
	holds out "app.log:3"
	mv app.log app.log.1
	traceback cart.py "ModuleNotFoundError: No module named 'numpy'" >app.log
	holds out numpy
	innocent 5000 >>app.log
	sleep 0.3
	traceback cart.py "ModuleNotFoundError: No module named 'pandas'" >app.log
	holds out pandas
	traceback cart.py "ModuleNotFoundError: No module named 'requests'" >later.log
	holds out "later.log:1"
	kill -TERM $pid
	status=0
	wait $pid || status=$?
	[ "$status" -eq 0 ]
}

@test "--follow --format jsonl: a line at once, the rest of the count at the end" {
	remedy explain --follow --format jsonl - < <(cat log; sleep 0.6; cat log log; sleep 0.6) >out
	[ "$(wc -l <out)" -eq 2 ]
	jq -se '[.[].count] == [1, 2]' out
	run remedy explain --follow --format sarif log
	[ "$status" -eq 2 ]
}

@test "many failures in a long log: memory is bounded by what is different" {
	for i in {1..400}; do innocent 300; traceback cart.py "KeyError: 'item-$i'"; done >part
	for _ in {1..4}; do cat part; done >big
	[ "$(stat -c %s big)" -gt 30000000 ]
	# Sanitizers need an address space of their own.
	ldd "$REMEDY_STAGE/bin/remedy" | grep -q asan || limit='ulimit -v 200000;'
	run bash -c "${limit-} timeout 60 remedy explain --format jsonl big"
	[ "$status" -eq 0 ]
	jq -e '.count == 1600 and .positions[0].line == 301 and (.positions | length) == 20' <<<"$output"
	run bash -c "${limit-} timeout 60 remedy explain --format jsonl <(cat big)"
	jq -e '.count == 1600' <<<"$output"
}

@test "what CI systems and containers put before each line is seen through" {
	cat >dress.py <<'END'
import json, subprocess
stamp, iso = "2026-03-04T05:06:07.1234567Z ", "2026-03-04T05:06:07.123456789Z "
traceback = open("log").read().splitlines()
before = lambda prefix: lambda line: prefix + line
dressings = {
    "GitHub Actions": before(stamp),
    "gh run view --log": before("test\tRun tests\t" + stamp),
    "GitHub Actions, errors": before(stamp + "##[error]"),
    "GitLab": before("2026-03-04T05:06:07.123456Z 01O "),
    "Buildkite": before("\033_bk;t=1700000000123\007"),
    "Jenkins": before("[2026-03-04T05:06:07.123Z] "),
    "Jenkins, timestamper": before("05:06:07  "),
    "CircleCI": before(""),
    "docker logs -t": before(iso),
    "docker's json-file": lambda line: json.dumps({"log": "\033[31m" + line + "\033[0m\n", "stream": "stderr", "time": iso.strip()}, separators=(",", ":")),
    "compose": before("web-1  | "),
    "compose, in colours": before("\033[36mweb-1  | \033[0m"),
    "compose -t": before("web-1  | " + iso),
    "a Kubernetes node": before(iso + "stderr F "),
    "kubectl logs --prefix": before("[pod/web-5d8f/app] "),
    "stern": before("web-5d8f7c9b-x2x4z app "),
    "journald": before("Mar 04 05:06:07 host python3[123]: "),
    "journald, ISO": before("2026-03-04T05:06:07+0100 host python3[123]: "),
    "Heroku": before("2026-03-04T05:06:07.123456+00:00 app[web.1]: "),
    "torchrun": before("[rank0]: "),
    "srun -l": before("3: "),
    "parallel --tag": before("job1\t"),
}
markers = ["##[group]Run python app.py", "section_start:1700000000:step_script\r\033[0K\033[36;1mExecuting\033[0;m",
           "--- :python: tests", "[Pipeline] sh", "##[section]Starting: tests", "travis_fold:start:x\r\033[0K"]
for name, dress in dressings.items():
    lines = [dress("all is well")] + markers + [dress(line) for line in traceback] + [dress("INFO: bye")]
    said = subprocess.run(["remedy", "explain", "--format", "jsonl"], input="\n".join(lines) + "\n", capture_output=True, text=True).stdout
    found = [json.loads(line) for line in said.splitlines()]
    assert [(f["id"], f["file"], f["message"], f["positions"][0]["line"]) for f in found] == [
        ("module-known", "/home/ada/shop/fetch.py", "No module named 'yaml'", len(markers) + 2)], (name, found)
END
	python3 dress.py
}

@test "github, junit: one of each for each failure, safe against what a log says" {
	{ cat log; traceback 'a<b.py' "ShopError: ]]> <&\" %0A ::error::x"; cat log; } >mixed
	run remedy explain --format github mixed
	[ "${#lines[@]}" -eq 2 ]
	[[ ${lines[0]} == "::error file=fetch.py,line=7,title=yaml is not installed"*"::remedy: "*"%0A"* ]]
	[[ ${lines[1]} == "::error file=a<b.py,line=7,title=ShopError%3A "*"%250A"* ]]
	remedy explain --format junit mixed >junit.xml
	cat >read.py <<'END'
import xml.etree.ElementTree as tree
root = tree.parse("junit.xml").getroot()
assert root.tag == "testsuites" and root.get("tests") == root.get("failures") == "2"
[suite] = root
assert suite.get("name") == "mixed"
one, two = suite
assert one.get("classname") == "module-known" and one.get("file") == "fetch.py" and one.get("line") == "7"
assert one[0].tag == "failure" and one[0].get("type") == "ModuleNotFoundError" and "pip install PyYAML" in one[0].text
assert "mixed:1" in one[0].text and "mixed:9" in one[0].text
assert two[0].get("message") == ']]> <&" %0A ::error::x'
END
	python3 read.py
	run remedy explain --format junit /dev/null
	[[ $output == *'tests="0"'* ]]
}

@test "SARIF: valid by its schema" {
	python3 -c 'import jsonschema' 2>/dev/null || skip "python3-jsonschema is not installed"
	# The schema says in our own words what of SARIF is written here; SARIF_SCHEMA may name OASIS's own.
	{ cat log; traceback 'ä b.py' "ShopError: x"; cat log; } >"a log%"
	remedy explain --format sarif "a log%" >log.sarif
	remedy explain --format sarif /dev/null >none.sarif || true
	python3 -W ignore -c 'import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
for name in sys.argv[2:4]:
    jsonschema.Draft7Validator(schema).validate(json.load(open(name)))
    for official in sys.argv[4:]:
        jsonschema.Draft7Validator(json.load(open(official))).validate(json.load(open(name)))
broken = json.load(open(sys.argv[2]))
broken["runs"][0]["results"][0]["level"] = "bad"
assert not jsonschema.Draft7Validator(schema).is_valid(broken)
' "$BATS_TEST_DIRNAME/sarif-schema.json" log.sarif none.sarif ${SARIF_SCHEMA:+"$SARIF_SCHEMA"}
	jq -e '.runs[0] | (.results | length) == 2 and (.tool.driver.rules | length) == 2
		and .results[0].ruleId == "module-known" and .results[0].occurrenceCount == 2
		and .results[0].locations[0].physicalLocation == {"artifactLocation": {"uri": "fetch.py"}, "region": {"startLine": 7}}
		and [.results[0].relatedLocations[].physicalLocation.region.startLine] == [1, 9]
		and .results[0].relatedLocations[0].physicalLocation.artifactLocation.uri == "a%20log%25"
		and .results[1].locations[0].physicalLocation.artifactLocation.uri == "%C3%A4%20b.py"' log.sarif
	jq -e '.runs[0].results == []' none.sarif
}

@test "a log from Windows: paths and requirements as cmd and PowerShell want them" {
	cat >tabs.log <<'EOF'
  File "C:\Users\Ada\My Shop\till.py", line 3
    print(2)
TabError: inconsistent use of tabs and spaces in indentation
EOF
	run remedy explain --format json tabs.log
	echo "$output"
	[[ $(jq -r '.hints[0].fixes[].command // empty' <<<"$output") == *' -m tabnanny "C:\Users\Ada\My Shop\till.py"'* ]]
	cat >numpy.log <<'EOF'
Traceback (most recent call last):
  File "C:\Users\Ada\shop\till.py", line 3, in <module>
    import matplotlib
  File "C:\Users\Ada\shop\.venv\Lib\site-packages\matplotlib\__init__.py", line 5, in <module>
    from . import _path
ImportError: numpy.core.multiarray failed to import
A module that was compiled using NumPy 1.x cannot be run in
NumPy 2.0.0 as it may crash.
EOF
	run remedy explain --format json numpy.log
	echo "$output"
	[[ $(jq -r '.hints[0].fixes[].command // empty' <<<"$output") == *'-m pip install "numpy<2"'* ]]
	[[ $output != *"'numpy<2'"* ]]
}
