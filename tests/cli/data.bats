#!/usr/bin/env bats
# patterns/modules.yaml, system.yaml and stdlib.yaml: right in form, and none names what would install something else.

setup() {
	cd "$BATS_TEST_DIRNAME/../.." || return 1
	ROOT=$PWD
	STAGE=${REMEDY_STAGE:-$PWD/build}
	WORK=$(mktemp -d)
	export HOME=$WORK/home LC_ALL=C.UTF-8
	unset LANGUAGE XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME
	mkdir -p "$HOME"
}

teardown() {
	rm -rf "$WORK"
}

check() {
	python3 "$ROOT/tests/data-tools/check.py" "$1"
}

@test "every table is sorted and has no name twice" { check order; }
@test "at least 2,000 import names, 150 libraries and tools, 400 standard modules" { check counts; }
@test "modules.yaml: no standard module, no name of the user's own, no wrong distribution" { check modules; }
@test "system.yaml: every package name is of its system's shape, every header, soname and tool has one owner" { check system; }
@test "stdlib.yaml: libraries and replacements exist, and the running Python agrees" { check stdlib; }
@test "a YAML library reads the tables as they are meant" { check yaml; }

@test "every package of Debian that a table names is there, in Debian 12" {
	[[ $(. /etc/os-release 2>/dev/null && echo "$ID $VERSION_ID") == "debian 12" ]] || skip "this is no Debian 12"
	apt-cache dumpavail 2>/dev/null | sed -n 's/^Package: //p' >"$WORK/names" || true
	[ "$(wc -l <"$WORK/names")" -gt 50000 ] || skip "the lists of packages are not here (apt update)"
	python3 tests/data-tools/check.py apt <"$WORK/names"
	sed -i '/^libffi-dev$/d' "$WORK/names"
	run python3 tests/data-tools/check.py apt <"$WORK/names"
	[ "$output" = "system.yaml: libffi: no package libffi-dev" ]
}

@test "stdlib.yaml agrees with every other Python that is here" {
	found=0
	for python in "$(getent passwd "$(id -u)" | cut -d: -f6)"/.pyenv/versions/3.1[0-9]*/bin/python; do
		[ -x "$python" ] || continue
		found=1
		"$python" tests/data-tools/check.py stdlib
	done
	[ $found = 1 ] || skip "no other Python is here"
}

@test "the check finds a wrong entry" {
	mkdir -p "$WORK/tests/data-tools" "$WORK/patterns"
	cp tests/data-tools/check.py "$WORK/tests/data-tools/"
	cp patterns/system.yaml patterns/stdlib.yaml "$WORK/patterns/"
	{ cat patterns/modules.yaml; echo 'zzzz_os: { pypi: jwt }'; echo 'os: os'; } >"$WORK/patterns/modules.yaml"
	run python3 "$WORK/tests/data-tools/check.py" modules
	[ "$status" -eq 1 ]
	[[ $output == *"os: a standard module"* ]]
	[[ $output == *"zzzz_os: jwt is the wrong distribution"* ]]
	run python3 "$WORK/tests/data-tools/check.py" order
	[ "$output" = "modules.yaml: os after zzzz_os" ]
}

@test "remedy reads the tables without a complaint" {
	[ -x "$STAGE/bin/remedy" ]
	run "$STAGE/bin/remedy" patterns lint
	[[ $output != *modules.yaml* ]]
	[[ $output != *system.yaml* ]]
	[[ $output != *stdlib.yaml* ]]
}

@test "a table's entry reaches a hint" {
	[ -x "$STAGE/bin/remedy" ]
	run "$STAGE/bin/remedy" explain - <<<"ModuleNotFoundError: No module named 'skimage'"
	[[ $output == *scikit-image* ]]
	run "$STAGE/bin/remedy" explain - <<<"ModuleNotFoundError: No module named 'apt_pkg'"
	[[ $output != *"install apt_pkg"* ]]
}

@test "docs/coverage-environments.md is what docs/coverage prints: make docs" {
	docs/coverage | diff docs/coverage-environments.md -
}

@test "a module that no index has: what its row notes is said, and nothing is offered to pip" {
	printf 'Traceback (most recent call last):\n  File "/home/ada/app.py", line 1, in <module>\n    import bpy\nModuleNotFoundError: No module named '"'bpy'"'\n' >"$WORK/log"
	run remedy explain "$WORK/log"
	[[ $output == *"bpy is not to be had from the index: Blender's"* ]]
	[[ $output != *"pip install"* ]]
}

@test "what a row notes is said in the person's language" {
	[ -r "$STAGE/share/locale/de/LC_MESSAGES/remedy.mo" ] || skip "the translations are not built"
	printf 'Traceback (most recent call last):\n  File "/home/ada/app.py", line 1, in <module>\n    import jwt\nModuleNotFoundError: No module named '"'jwt'"'\n' >"$WORK/log"
	LC_ALL=de_DE.UTF-8 run "$STAGE/bin/remedy" explain "$WORK/log"
	[[ $output == *"nicht das Paket 'jwt', das ein anderes ist"* ]]
	LC_ALL=zh_TW.UTF-8 run "$STAGE/bin/remedy" explain "$WORK/log"
	[[ $output == *"不是 'jwt' 套件，那是另一個套件"* ]]
}

@test "every text of every pattern, and every note of modules.yaml, is translated into every language" {
	command -v msgcmp >/dev/null || skip "msgcmp is missing"
	"$STAGE/bin/remedy" patterns pot patterns >"$WORK/all.pot"
	[ "$(grep -c '^#: modules.yaml:' "$WORK/all.pot")" -ge 80 ]
	for language in de zh_TW; do
		msgcat --use-first -o "$WORK/$language.po" po/"$language"/*.po
		if ! msgcmp "$WORK/$language.po" "$WORK/all.pot" 2>"$WORK/complaints"; then
			grep 'all.pot:.*not defined' "$WORK/complaints" | cut -d: -f2 | while read -r line; do sed -n "$((line - 1)),$((line + 1))p" "$WORK/all.pot"; done
			return 1
		fi
	done
}

@test "every sentence of the program, and every source of a fact, is translated into every language" {
	command -v xgettext >/dev/null && command -v msgcmp >/dev/null || skip "gettext's tools are missing"
	xgettext --from-code=UTF-8 -L C -k_ -kN_ -o "$WORK/program.pot" src/*.c src/*/*.c 2>/dev/null
	[ "$(grep -c '^msgid' "$WORK/program.pot")" -gt 500 ]
	# a source of several words, as in fact_value(…, "the process")
	{
		printf 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
		grep -hoE 'fact_(value|bool)\(.*, "[a-zA-Z_.]+ [^"]*"\)' src/facts/*.c | grep -oE '"[^"]*"\)$' | sort -u |
			sed 's/)$//; s/^/\nmsgid /; s/$/\nmsgstr ""/'
	} >"$WORK/sources.pot"
	[ "$(grep -c '^msgid' "$WORK/sources.pot")" -gt 20 ]
	for language in de zh_TW; do
		msgcat --use-first -o "$WORK/$language.po" po/"$language"/*.po
		for texts in program sources; do
			msgcmp "$WORK/$language.po" "$WORK/$texts.pot" 2>"$WORK/complaints" && continue
			echo "not in po/$language:"
			grep "$texts.pot:.*not defined" "$WORK/complaints" | cut -d: -f2 | while read -r line; do sed -n "${line}p" "$WORK/$texts.pot"; done
			return 1
		done
	done
}

@test "no fix begins with \"or\": the hint says it in front of the second one" {
	run grep -nE "^ +(- )?(say|label): ['\"]?[Oo]r " patterns/*.yaml
	echo "$output"
	[ "$status" -eq 1 ]
}
