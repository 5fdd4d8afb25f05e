#!/usr/bin/env bats
# remedy patterns: what a person who writes patterns sees.

setup() {
	cd "$BATS_TEST_DIRNAME/../.." || return 1
	STAGE=${REMEDY_STAGE:-$PWD/build}
	WORK=$(mktemp -d)
	export HOME=$WORK/home LC_ALL=C.UTF-8
	unset LANGUAGE XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME
	mkdir -p "$HOME/.config/remedy/patterns"
	chmod -R go-w "$WORK"
	MINE=$HOME/.config/remedy/patterns/mine.yaml
	umask 022
	cd "$WORK" || return 1
}

teardown() {
	rm -rf "$WORK"
}

remedy() {
	"$STAGE/bin/remedy" "$@"
}

pattern() {
	cat <<'END'
- id: zork-without-lamp
  exception: ZorkError
  match: ^it is dark in the (?<room>\w+)$
  summary: the {room} has no lamp
  why: Nobody lit one.
  fixes:
    - run: zork light {room}
      label: light it
    - say: wait for the morning
  examples:
    - origin: real
      stderr: |
        Traceback (most recent call last):
          File "/home/ada/app/a.py", line 3, in <module>
            enter("cellar")
        ZorkError: it is dark in the cellar
      expect: { summary: the cellar has no lamp, first: zork light cellar, fix: …morning }
  silent:
    - "ZorkError: it is dark in the cellar, but there is a lamp"
END
}

@test "a good pattern passes test and lint, and is listed and shown" {
	pattern >"$MINE"
	run remedy patterns test zork-without-lamp
	[ "$status" -eq 0 ]
	[ "$output" = "2 passed, 0 failed; 1 of 1 examples are real" ]
	run remedy patterns lint zork-without-lamp
	[ "$status" -eq 0 ]
	[ "$output" = "" ]
	run remedy patterns list zork
	[ "$status" -eq 0 ]
	[[ $output == zork-without-lamp*user*"the {room} has no lamp" ]]
	run remedy patterns show zork-without-lamp
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "# $MINE:1 (user)" ]
	[ "${lines[1]}" = "- id: zork-without-lamp" ]
	[[ $output == *'there is a lamp"' ]]
}

@test "test FILE runs the file's own examples, wherever it is" {
	pattern >one.yaml
	pattern | sed 's/zork-without-lamp/other/; s/has no lamp,/has no light,/; s/ZorkError/FrobError/' >two.yaml
	run remedy patterns test one.yaml
	[ "$status" -eq 0 ]
	run remedy patterns test two.yaml
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "FAIL  other  ./two.yaml:11" ]
	[ "${lines[1]}" = "      summary" ]
	[ "${lines[2]}" = "        expected  the cellar has no light" ]
	[ "${lines[3]}" = "        printed   the cellar has no lamp" ]
	[ "${lines[4]}" = "1 passed, 1 failed; 1 of 1 examples are real" ]
}

@test "a failing example shows where the expression stopped" {
	pattern | sed 's/dark in the cellar$/dark on the cellar/' >one.yaml
	run remedy patterns test one.yaml
	[ "$status" -eq 1 ]
	[[ $output == *"expected  zork-without-lamp"*"printed   no hint"* ]]
	[[ $output == *"match does not fit"* ]]
	[[ $output == *"        it is dark on the cellar
                   ^"* ]]
}

@test "a failing example shows the fact that did not hold" {
	pattern | sed 's/^  summary:/  when: { python.version: ">=3.13" }\n&/' >one.yaml
	run remedy patterns test one.yaml
	[ "$status" -eq 1 ]
	[[ $output == *"when: { python.version: >=3.13 } does not hold: python.version is 3.11.2"* ]]
}

@test "an example's facts bring with them what follows" {
	pattern | sed 's/run: zork light {room}/run: "{python} light {room}"/; s/first: zork light/first: python3.13 light/
		s/^      stderr:/      facts: { python.version: "3.13.1" }\n&/' >one.yaml
	run remedy patterns test one.yaml
	[ "$output" = "2 passed, 0 failed; 1 of 1 examples are real" ]
}

@test "a text that must be silent and is not" {
	pattern | sed 's/, but there is a lamp//' >one.yaml
	run remedy patterns test one.yaml
	[ "$status" -eq 1 ]
	[[ $output == *"expected silence, printed: the cellar has no lamp"* ]]
}

@test "lint names file, line and column, and says what to do" {
	pattern | sed 's/^  match:.*/  match: ^(\\w+)+\$/; s/{room}$/{rom}/' >one.yaml
	run remedy patterns lint ./one.yaml
	[ "$status" -eq 1 ]
	[[ $output == *"./one.yaml:3:10: zork-without-lamp: match can backtrack without bound"* ]]
	[[ $output == *"./one.yaml:7:12: zork-without-lamp: nobody knows the placeholder {rom}"* ]]
	[[ $output == *"    use a named group"* ]]
}

@test "lint refuses an example that another pattern of the same rank takes" {
	{ pattern; pattern | sed 's/zork-without-lamp/zork-with-more/; s/^  match: .*/  match: ^it is dark in the (?<room>cellar)$/'; } >one.yaml
	run remedy patterns lint one.yaml
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "./one.yaml:11: zork-without-lamp: the pattern zork-with-more takes this example" ]
	{ pattern | sed 's/^  match:/  rank: 1\n&/'; pattern | sed 's/zork-without-lamp/zork-with-more/'; } >one.yaml
	run remedy patterns lint one.yaml
	[[ $output == *"zork-with-more: the pattern zork-without-lamp takes this example"* ]]
}

@test "broken entries are named with their places, and the others still speak" {
	{
		printf -- '- id: broken-yaml\n  exception: "Unclosed\n  summary: s\n'
		pattern
		printf -- '- id: broken-regex\n  exception: ZorkError\n  match: ^a(b\n  summary: s\n'
		printf -- '- id: zork-without-lamp\n  exception: ZorkError\n  summary: s\n'
		printf -- '- id: unproved\n  exception: FrobError\n  summary: s\n'
	} >"$MINE"
	run remedy patterns lint
	[ "$status" -eq 1 ]
	[[ $output == *"$MINE:"[23]":"*"YAML: "* ]]
	[[ $output == *"$MINE:25:14: match: missing closing parenthesis"* ]]
	[[ $output == *"$MINE:27: the id zork-without-lamp is taken by $MINE:4"* ]]
	[[ $output == *"$MINE:30: unproved: no example"* ]]
	run remedy explain - <<<"ZorkError: it is dark in the cellar"
	[ "$status" -eq 0 ]
	[[ $output == *"the cellar has no lamp"* ]]
}

@test "a file that others can write is refused by name, with the reason" {
	pattern >"$MINE"
	chmod 666 "$MINE"
	run remedy patterns lint
	[[ $output == *"$MINE can be written by others"* ]]
	run remedy explain - <<<"ZorkError: it is dark in the cellar"
	[ "$status" -eq 1 ]
}

@test "the user's patterns win over the built-in ones and can switch them off" {
	printf -- '- disable: [cffi-backend-other-abi]\n' >"$MINE"
	run remedy patterns show cffi-backend-other-abi
	[[ $status -eq 0 && $output == *"# switched off by $MINE:1; "* ]]
	run remedy explain - <<<"ModuleNotFoundError: No module named '_cffi_backend'"
	[[ $output != *cffi-backend-other-abi* ]]
	rm "$MINE"
	run remedy patterns show cffi-backend-other-abi
	[ "$status" -eq 0 ]
}

@test "show finds a built-in pattern's file, from wherever it is asked" {
	stage=$(cd "$STAGE" && pwd -P)
	cd /
	run remedy patterns show cffi-backend-other-abi
	[ "$status" -eq 0 ]
	[[ ${lines[0]} == "# $stage/share/remedy/patterns/"*".yaml:"*" (built-in)" ]]
	[[ $output == *"exception: "* && $output == *"examples:"* ]]
	# The compiled catalog does not tell where it was made.
	run grep -c "share/remedy/patterns/" "$stage/share/remedy/catalog.cdb"
	[ "$output" = 0 ]
}

@test "captured text enters a command as one quoted word" {
	pattern | sed 's/(?<room>\\w+)/(?<room>.+)/' >"$MINE"
	run remedy explain - <<<'ZorkError: it is dark in the x; rm -rf ~'
	[ "$status" -eq 0 ]
	[[ $output == *"zork light 'x; rm -rf ~'"* ]]
}

@test "a list with nothing in it says so" {
	run remedy patterns list no-such-word-anywhere
	[[ $status -eq 1 && $output == *"no pattern has such a word"* ]]
}

@test "bad usage ends with 2 and says so" {
	for arguments in "" "frob" "show" "test no-such-pattern" "lint nothing.yaml" "path x" "compile x"; do
		# shellcheck disable=SC2086
		run remedy patterns $arguments
		[ "$status" -eq 2 ]
		[[ $output == *"Usage: remedy patterns"* ]]
	done
}

@test "pot holds every text once, and msgfmt takes it" {
	pattern >one.yaml
	run remedy patterns pot one.yaml
	[ "$status" -eq 0 ]
	[ "$(grep -c '^msgid "the {room} has no lamp"$' <<<"$output")" -eq 1 ]
	[ "$(grep -c '^#: one.yaml:1$' <<<"$output")" -eq 4 ]
	command -v msgfmt >/dev/null || skip "msgfmt is missing"
	msgfmt --check-format -o /dev/null - <<<"$output"
}

@test "the built-in catalog is sound: every example, no finding" {
	run remedy patterns test
	echo "$output"
	[ "$status" -eq 0 ]
	run remedy patterns lint
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "an unknown option is bad usage, not an id" {
	for words in 'list --format json' 'show --what' 'test -x' 'lint --fix' 'update --all' 'remove --force x' '--what'; do
		read -ra line <<<"$words"
		run remedy patterns "${line[@]}"
		echo "$words: $status $output"
		[[ $status -eq 2 && $output == *"Usage: remedy patterns"* ]]
	done
}
