#!/usr/bin/env bats
# What there is not: descriptors, a home, a terminal, room on the disk.

bats_require_minimum_version 1.5.0

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/closed.XXXXXX")
	export HOME=$dir/home LC_ALL=C.UTF-8 XDG_RUNTIME_DIR=$dir/run
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE VISUAL EDITOR
	mkdir -p -m 700 "$HOME" "$XDG_RUNTIME_DIR" "$dir/shop/.remedy"
	cd "$dir/shop"
	printf -- '- { id: own, exception: TillError, match: ^x$, summary: s, fixes: [ { run: make } ] }\n' >.remedy/own.yaml
	printf "ModuleNotFoundError: No module named 'reqeusts'\n" >log
	program=$(command -v remedy)
}

teardown() {
	if mountpoint -q "$dir/full" 2>/dev/null; then umount "$dir/full"; fi
	rm -rf "$dir"
}

every() { # FUNCTION: for each command line
	local line
	for line in why 'why module-misspelt' fix 'fix --list' 'fix --apply' 'add --paste' 'add log' 'add --edit log' 'add --inbox 1' inbox \
		allow 'allow --yes' deny 'patterns add ./x' 'patterns update' 'patterns list' 'patterns test own' 'doctor' 'doctor --format json' \
		'explain log' explain 'facts os.id' off on quiet 'disable module-misspelt' 'enable module-misspelt' 'complete -- why' 'run true' \
		'not-found pythn3' '--help'; do
		echo "# $line"
		read -ra words <<<"$line"
		"$1"
	done
}

sane() { # ended by itself, soon
	[ "$status" -lt 124 ]
	[[ $output != *[Ss]anitizer* && $output != *'Bad file descriptor'*'Bad file descriptor'* ]]
}

without_stdin() {
	run bash -c 'exec timeout 60 remedy "$@" <&-' - "${words[@]}" </dev/null
	sane
}
@test "closed stdin" { every without_stdin; }

without_output() {
	run bash -c 'timeout 60 remedy "$@" </dev/null >&- 2>&-; exit $?' - "${words[@]}"
	sane
	run bash -c 'timeout 60 remedy "$@" </dev/null >/dev/full 2>/dev/full; exit $?' - "${words[@]}"
	sane
}
@test "closed or full stdout and stderr" { every without_output; }

without_home() {
	run env -i HOME=/no/such/home timeout 60 "$program" "${words[@]}" </dev/null
	sane
	run env -i timeout 60 "$program" "${words[@]}" </dev/null
	sane
}
@test "output that cannot be written is told, whatever its size, and not taken for done" {
	for line in --version 'facts os.id' 'facts --format json' 'patterns list' 'why module-misspelt' 'explain --format json log' 'init bash'; do
		read -ra words <<<"$line"
		run bash -c 'remedy "$@" </dev/null >/dev/full; exit $?' - "${words[@]}"
		echo "$line: $status $output"
		[[ $status -ne 0 && $output == *"cannot be written"* ]]
	done
}

@test "no environment, and no home" { every without_home; }

small_disk() {
	mkdir -p "$dir/full"
	[ "$(id -u)" = 0 ] && mount -t tmpfs -o size=1m,mode=700 none "$dir/full" 2>/dev/null || skip "only root mounts a small disk"
	export HOME=$dir/full/home
	mkdir -m 700 "$HOME"
}
fill() {
	cat /dev/zero >"$dir/full/zeros" 2>/dev/null || true
}

@test "a full disk: allow, disable, inbox, fix say so once, and lose nothing" {
	small_disk
	remedy disable cffi-backend-missing
	mkdir -p -m 700 "$HOME/.local/state/remedy"
	printf '2 A: b\n1 C: d\n' >"$HOME/.local/state/remedy/inbox"
	chmod 600 "$HOME/.local/state/remedy/inbox"
	: >"$HOME/.local/state/remedy/inbox.lock"
	head -c 8000 /dev/zero | tr '\0' x >>.remedy/own.yaml
	sed -i '2,$d' .remedy/own.yaml
	for i in $(seq 200); do printf -- '- { id: own-%s, exception: TillError, match: ^x%s$, summary: s }\n' "$i" "$i"; done >>.remedy/own.yaml
	fill
	for line in 'allow --yes' 'disable module-misspelt' 'inbox --forget 1'; do
		echo "# $line"
		read -ra words <<<"$line"
		run --separate-stderr remedy "${words[@]}"
		[ "$status" = 1 ]
		[ "$(grep -c 'No space left on device' <<<"$stderr")" = 1 ]
		# nothing half written, nothing lost
		[ -z "$(find "$HOME" -name '*.tmp' -o -name '*.XXXXXX')" ]
		[ "$(remedy disable)" = cffi-backend-missing ]
		[ "$(wc -l <"$HOME/.local/state/remedy/inbox")" = 2 ]
		remedy patterns path | grep -q 'not allowed'
	done
	# and with room again all is as it should be
	rm "$dir/full/zeros"
	remedy allow --yes
	remedy disable module-misspelt
	[ "$(remedy disable | wc -l)" = 2 ]
}

@test "a file that may not grow: the same, by a limit" {
	mkdir -p "$HOME/.config/remedy/patterns"
	remedy disable cffi-backend-missing
	before=$(cat "$HOME/.config/remedy/patterns/disabled.yaml")
	run bash -c 'trap "" XFSZ; ulimit -f 0; remedy disable module-misspelt 2>&1 | cat; exit "${PIPESTATUS[0]}"'
	[ "$status" = 1 ]
	[[ $output == *"File too large"* ]]
	[ "$(cat "$HOME/.config/remedy/patterns/disabled.yaml")" = "$before" ]
	[ -z "$(find "$HOME" -name '*.tmp')" ]
}

@test "a closed stdin is empty, and no file of ours" {
	run bash -c 'exec timeout 60 remedy explain <&-' - </dev/null
	[ "$status" = 1 ]
	[[ $output != *"remedy why"* ]]
}

@test "a full disk: a pack is not added, nor the one that is there lost; said once" {
	command -v git >/dev/null || skip "git is not installed"
	small_disk
	export GIT_CONFIG_NOSYSTEM=1
	for text in one two; do
		mkdir -p "$dir/till-patterns"
		printf -- '- { id: till, exception: TillError, match: "^%s$", summary: %s }\n' $text $text >"$dir/till-patterns/a.yaml"
		git -C "$dir/till-patterns" init -q
		git -C "$dir/till-patterns" add -A
		git -C "$dir/till-patterns" -c user.name=ada -c user.email=ada@example.org commit -qm x
		[ $text = two ] || remedy patterns add --yes "$dir/till-patterns"
	done
	packs=$HOME/.local/share/remedy/packs
	before=$(sha1sum "$packs"/till-patterns/*)
	git clone -q "$dir/till-patterns" "$dir/more-patterns"
	fill
	for line in "add --yes $dir/more-patterns" 'update --yes'; do
		read -ra words <<<"$line"
		run --separate-stderr remedy patterns "${words[@]}"
		[ "$status" = 1 ]
		[ "$(grep -c 'No space left on device' <<<"$stderr")" = 1 ]
		[ "$(ls -A "$packs" | tr '\n' ' ')" = '.lock till-patterns ' ]
		[ "$(sha1sum "$packs"/till-patterns/*)" = "$before" ]
	done
	rm "$dir/full/zeros"
	remedy patterns update --yes
	[ "$(sha1sum "$packs"/till-patterns/*)" != "$before" ]
}
