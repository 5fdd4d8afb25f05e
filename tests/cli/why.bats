# `remedy why`: the whole page of the last failure, or of a pattern.

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/why.XXXXXX")
	export HOME=$dir/home XDG_RUNTIME_DIR=$dir/run LC_ALL=C.UTF-8 COLUMNS=90 TERM=xterm PAGER=cat
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE VTE_VERSION KITTY_WINDOW_ID TERM_PROGRAM
	mkdir -p "$HOME" "$XDG_RUNTIME_DIR"
	chmod 700 "$XDG_RUNTIME_DIR"
	cd "$dir"
	printf 'import sys\nsys.path = [p for p in sys.path if "packages" not in p]\nimport yaml\n' >a.py
	cat >session <<'EOF'
mkdir -p -m 700 "$XDG_RUNTIME_DIR/remedy"
ring=$XDG_RUNTIME_DIR/remedy/$$-1.ring
go() { local n=$1; shift; env LD_PRELOAD="$REMEDY_STAGE/lib/remedy/libremedy-capture.so" REMEDY_CAPTURE="$n:$$:$ring" "$@"; }
told() { remedy report --shell bash --run "$1" --status "$2" --ring "$ring" --command "$3"; }
EOF
}

teardown() {
	rm -rf "$dir"
}

terminal() {
	cat session - >script
	script -qec "bash script" /dev/null </dev/null | tr -d '\r'
}

@test "the page: cause, fixes with reasons, what failed, facts with sources, pattern and file" {
	terminal <<'EOF'
go 1 python3 a.py
told 1 1 "python3 a.py" 2>/dev/null
remedy why >page
EOF
	cat page
	grep -q '^remedy: .*PyYAML' page
	grep -q '^What to do$' page
	grep -q '^  1\. ' page
	grep -q '^What failed$' page
	grep -q "ModuleNotFoundError: No module named 'yaml'" page
	grep -q 'a\.py:3' page
	grep -q '^What was found here$' page
	grep -q '^  python.version  *3\.' page
	grep -q '^Pattern$' page
	grep -q '\.yaml:[0-9]' page
	! grep -q $'\033' page
	! grep -q ' $' page
}

@test "it stays the failure told of while others succeed" {
	terminal <<'EOF'
go 1 python3 a.py
told 1 1 "python3 a.py" 2>/dev/null
go 2 python3 -c 'print(1)'
remedy why >page
EOF
	grep -q PyYAML page
}

@test "a nested shell asks for the shell above it" {
	terminal <<'EOF'
go 1 python3 a.py
told 1 1 "python3 a.py" 2>/dev/null
bash -c 'remedy why; true' >page
EOF
	grep -q PyYAML page
}

@test "no failure yet: said so, status 1" {
	run remedy why
	[ "$status" -eq 1 ]
	[[ $output == *"no failure"* ]]
}

@test "a pattern's page has its examples" {
	run remedy why cffi-backend-other-abi
	[ "$status" -eq 0 ]
	[[ $output == cffi-backend-other-abi* ]]
	[[ $output == *"What to do"* ]]
	[[ $output == *"Example, from a real failure"* ]]
	[[ $output == *"No module named '_cffi_backend'"* ]]
	[[ $output == *"cffi.yaml:"* ]]
}

@test "a pattern that is not there, too many words: status 2, and what to do" {
	run remedy why no-such-pattern
	[ "$status" -eq 2 ]
	[[ $output == *"remedy patterns list"* ]]
	run remedy why a b
	[ "$status" -eq 2 ]
	[[ $output == *"Usage: remedy why"* ]]
	run remedy why --what
	[ "$status" -eq 2 ]
	run remedy why $'\033[2J'
	[ "$status" -eq 2 ]
	[[ $output != *$'\033'* ]]
}

@test "a pattern that is switched off: its page, by which file, and how to have it back" {
	remedy disable cffi-backend-other-abi
	COLUMNS=1000 run remedy why cffi-backend-other-abi
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == cffi-backend-other-abi* && $output == *"What to do"* ]]
	[[ $output == *"Switched off by $HOME/.config/remedy/patterns/disabled.yaml:3"* ]]
	[[ $output == *"remedy enable cffi-backend-other-abi brings it back"* ]]
	run remedy patterns show cffi-backend-other-abi
	[ "$status" -eq 0 ]
	[[ $output == *"# switched off by $HOME/.config/remedy/patterns/disabled.yaml:3; remedy enable"* ]]
	remedy enable cffi-backend-other-abi
	run remedy why cffi-backend-other-abi
	[[ $output != *"Switched off"* ]]
	# by a file of one's own: what to take out of it
	printf 'disable: [cffi-backend-missing]\n' >"$HOME/.config/remedy/patterns/mine.yaml"
	run remedy why cffi-backend-missing
	[[ $output == *"patterns/mine.yaml:1"*"take cffi-backend-missing out of disable: there"* ]]
	run remedy enable cffi-backend-missing
	[ "$status" -eq 1 ]
	[[ $(tr -s ' \n' ' ' <<<"$output") == *"cffi-backend-missing is switched off by "*"mine.yaml:1; to have it back"* ]]
}

@test "longer than the screen: through the pager, and without one if it is not there" {
	run terminal <<'EOF'
stty rows 10 cols 80
PAGER='sed s/^/paged:/' remedy why cffi-backend-other-abi
EOF
	[[ $output == *"paged:cffi-backend-other-abi"* ]]
	run terminal <<'EOF'
stty rows 10 cols 80
PAGER=/nonexistent/pager remedy why cffi-backend-other-abi
EOF
	[[ $output == *"What to do"* ]]
	run terminal <<'EOF'
stty rows 2000 cols 80
PAGER='sed s/^/paged:/' remedy why cffi-backend-other-abi
EOF
	[[ $output != *"paged:"* ]]
}

@test "links only where the terminal knows them" {
	run terminal <<'EOF'
go 1 python3 a.py
told 1 1 "python3 a.py" 2>/dev/null
echo ---; remedy why; echo ---; VTE_VERSION=7000 remedy why
EOF
	without=${output#*---}
	without=${without%%---*}
	[[ $without != *$'\033]8;;'* ]]
	[[ ${output##*---} == *$'\033]8;;file://'*a.py* ]]
}

@test "in German and Chinese" {
	terminal <<'EOF'
go 1 python3 a.py
told 1 1 "python3 a.py" 2>/dev/null
LC_ALL= LANG=de_DE.UTF-8 remedy why >de
LC_ALL= LANG=zh_TW.UTF-8 remedy why >zh
EOF
	grep -q '^Was zu tun ist$' de
	grep -q '^該怎麼做$' zh
}

@test "a chain: one line each, as wide as the terminal is" {
	mkdir -p "$dir/a/very/long/folder/of/somebody/who/keeps/everything/in/its/place"
	cd "$dir/a/very/long/folder/of/somebody/who/keeps/everything/in/its/place"
	cp "$dir/session" .
	cat >chain.py <<'P'
import json
def settings():
    try:
        import yaml_nope
    except ImportError as error:
        raise RuntimeError("cannot read the settings of " + "everybody " * 30) from error
try:
    settings()
except RuntimeError:
    json.loads("{")
P
	terminal <<'EOF'
go 1 python3 "$PWD/chain.py"
told 1 1 "python3 chain.py" 2>/dev/null
remedy why >page
EOF
	cat page
	sed -n '/^What failed$/,/^$/p' page >chain
	[ "$(grep -c . chain)" = 4 ]
	[ "$(wc -L <chain)" -le 90 ]
	grep -q '^  json.decoder.JSONDecodeError: .*(…/.*/chain.py:10 → …/.*decoder.py:[0-9]*)$' chain
	grep -q '^  while handling RuntimeError: cannot read .*…  (…/.*/chain.py:6, settings)$' chain
	grep -q "^  caused by ModuleNotFoundError: .*(…/.*/chain.py:4, settings)$" chain
}

@test "a pattern's conditions in words" {
	mkdir -p "$HOME/.config/remedy/patterns"
	printf -- '- { id: own, exception: TillError, match: ^x$, summary: s, when: { os.id: "!=debian", os.like: [arch, alpine], python.version: "?<3.12", os.name: "=~^l" }, fixes: [ { say: x, when: { os.root: true } } ] }\n' >"$HOME/.config/remedy/patterns/own.yaml"
	run remedy why own
	[[ $output == *"Speaks where os.id is not debian; os.like is arch or alpine; python.version is <3.12 or not known; os.name is like ^l"* ]]
	[[ $output == *"    where os.root is true"* ]]
}
