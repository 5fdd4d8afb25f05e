#!/usr/bin/env bats
# Every question in a terminal of 40 columns, or that becomes so narrow: broken between
# words by remedy, never within one by the terminal. English, German and Chinese at the
# same time.

load act

# Where the terminal itself broke a line it did so at a blank, between wide characters, or in
# a word that is longer than the line. Commands and lines of files are never broken by remedy.
whole_words() {
	"${tmux[@]}" capture-pane -p -J -S - >"$dir/joined"
	python3 - "$dir/joined" <<'P'
import sys, unicodedata
def width(c):
    return 0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
asked = False
for line in open(sys.argv[1], encoding="utf-8"):
    line = line.rstrip("\n")
    asked = asked or line.startswith("ready> remedy ")
    if not asked or line.startswith(("ready>", "+", "-", "@@")) or "touch one" in line:
        continue
    rows, row, used = [], "", 0
    for c in line:
        if used + width(c) > 40:
            rows.append(row)
            row, used = "", 0
        row += c
        used += width(c)
    rows.append(row)
    for before, after in zip(rows, rows[1:]):
        word = before.split(" ")[-1] + after.split(" ")[0]
        if before[-1] != " " and after[:1] not in ("", " ") and sum(map(width, word)) <= 40 and not (
                width(before[-1]) == 2 or width(after[0]) == 2):
            sys.exit("broken in %r: %r" % (word, line))
P
}

asks() { # what the last line ends with
	act_wait last_ends "$1"
}

pack() { # TEXT
	mkdir -p "$dir/till-patterns"
	printf -- '- { id: till, exception: TillError, match: "^%s$", summary: %s, fixes: [ { run: make till } ] }\n' "$1" "$1" >"$dir/till-patterns/a.yaml"
	git -C "$dir/till-patterns" init -q
	git -C "$dir/till-patterns" add -A
	git -C "$dir/till-patterns" -c user.name=ada -c user.email=ada@example.org commit -qm x
}

leave() {
	whole_words || return
	act_keys C-c
	act_line 'ready>' || return
	act_keys C-l
	"${tmux[@]}" clear-history
}

walk() { # LANGUAGE yes-or-no
	local yes=$2 answer
	dir=$dir/$1 columns=40
	language=(LC_ALL="$1")
	mkdir -m 700 "$dir" "$dir/home" "$dir/run"
	tmux=(tmux -f /dev/null -S "$dir/tmux")
	trap - DEBUG # bats' own, which takes longer than what is tested
	act_pattern <<'Y'
- id: act
  exception: RuntimeError
  match: ^act (?<name>.+)$
  summary: it acted
  fixes:
    - run: sudo rm -rf made
    - edit: { before: sys.argv, after: sys.orig_argv }
    - run: mkdir one && touch one/two && true
      label: a folder that nobody has made until now, and in it a file
  examples: [ { origin: real, stderr: "RuntimeError: act x" } ]
Y
	mkdir -p "$dir/work/.remedy"
	pack one
	cp "$dir/till-patterns/a.yaml" "$dir/work/.remedy/own.yaml"
	act_start bash
	act_fail one
	terminal_type 'remedy fix'
	asks 'rm -rf made' || return
	act_keys C-a C-k
	act_keys -l 'sudo rm -rf made'
	act_keys Enter
	asks "[$yes]" || return
	leave || return
	terminal_type 'remedy fix --apply'
	asks "[$yes]" || return
	leave || return
	terminal_type 'remedy fix 3'
	asks 'one/two && true' || return
	leave || return
	terminal_type 'remedy add'
	# each answer as it stands there, but for an expression that does not fit
	for answer in runtime-act-one RuntimeError '^act one$' '>' 'act one' '>' '>'; do
		asks "$answer" || return
		case $answer in
		^*)
			act_keys -l '('
			asks "$answer(" || return
			whole_words || return
			act_keys BSpace
			asks "$answer" || return
			;;
		'act one') act_keys -l ' {nobody}' ;;
		esac
		act_keys Enter
	done
	# which does not pass
	asks runtime-act-one || return
	leave || return
	terminal_type 'remedy allow'
	asks "[$yes]" || return
	leave || return
	terminal_type 'remedy patterns add ../till-patterns'
	asks "[$yes]" || return
	act_keys -l y
	act_keys Enter
	act_line 'ready>' || return
	whole_words || return
	pack two
	act_keys C-l
	terminal_type 'remedy patterns update'
	asks "[$yes]" || return
	leave || return
	# a question that fitted until the terminal became narrow
	"${tmux[@]}" resize-window -x 100 -y 50
	terminal_type 'remedy allow'
	act_wait last_ends "[$yes]" || return
	"${tmux[@]}" resize-window -x 40 -y 50
	act_wait asked_again "$yes" || return
	act_keys -l n
	act_keys Enter
	act_line 'ready>' || return
	"${tmux[@]}" kill-server
}

# It stands there once more, by words.
asked_again() {
	terminal_read
	sed '/^ *$/d' <<<"$screen" | tail -n 1 >"$dir/last"
	[[ $(<"$dir/last") == *"[$1]"* && $(<"$dir/last") != */.remedy* ]]
}

@test "English, German, Chinese: 40 columns" {
	command -v git >/dev/null || skip "git is not installed"
	local one failed=0 running=()
	for one in en_US.UTF-8=y/N de_DE.UTF-8=j/N zh_TW.UTF-8=y/N; do
		(walk "${one%=*}" "${one#*=}" && exit
			echo "${one%=*}; the screen:"
			"${tmux[@]}" capture-pane -p -S -
			exit 1) >"$dir/said.${one%%.*}" 2>&1 3>&- &
		running+=("$!")
	done
	for one in "${running[@]}"; do wait "$one" || failed=1; done
	[ "$failed" = 0 ] || {
		cat "$dir"/said.*
		return 1
	}
}

teardown() {
	local one tries
	for one in en_US de_DE zh_TW; do tmux -S "$dir/$one.UTF-8/tmux" kill-server 2>/dev/null || true; done
	for ((tries = 0; tries < 20; tries++)); do
		rm -rf "$dir" 2>/dev/null && return
		sleep 0.1
	done
}
