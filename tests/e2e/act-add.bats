#!/usr/bin/env bats
# remedy add and inbox: a failure that no pattern knows is taught at the prompt.

load act

unknown() { # SHELL [LINE…]
	echo 'echo mended' >"$dir/home/.bash_history"
	act_start "$@"
	cat >"$dir/work/till.py" <<'P'
import sys
class TillError(Exception): pass
raise TillError("no till '%s' in shop 12" % sys.argv[1])
P
	mine=$dir/home/.config/remedy/patterns/till-no-till-in-shop.yaml
	terminal_type 'python3 till.py a'
	terminal_ready
	screen_lacks 'remedy:'
}

taught() { # SHELL [LINE…]
	unknown "$@"
	terminal_type 'remedy inbox'
	terminal_ready
	screen_has "1× TillError: no … '…' in …"
	terminal_type 'remedy add'
	act_line 'name> till-no-till-in-shop'
	act_keys Enter
	act_line 'exception> TillError'
	act_keys C-u
	act_keys -l 'ModuleNotF'
	act_keys Tab
	act_line 'exception> ModuleNotFoundError'
	act_keys -l ': no till'
	act_keys Enter
	screen_wait 'one name, as it stands in front of the message: TillError'
	act_keys C-u
	act_keys -l 'TillError'
	act_keys Enter
	# what it matches is shown while it is typed
	local harmless
	harmless=$(tr -cd '\f' <"$stage/share/remedy/innocent.txt" | wc -c)
	screen_wait "match [fits, last 1/1, harmless 0/$harmless]> ^no till '(?<name>[^'\\n]*)' in shop (?<number>-?\\d[\\d.,]*)\$"
	act_keys -l 'x'
	screen_wait "match [not yet, last 0/1, harmless 0/$harmless]"
	act_keys BSpace
	act_keys -l '('
	screen_wait 'match [missing closing parenthesis, at '
	act_keys Enter
	screen_wait 'missing closing parenthesis, at '
	act_keys BSpace
	screen_wait 'match [fits, last 1/1'
	# another name of a group is another name everywhere
	act_keys Home
	for _ in {1..17}; do act_keys Right; done
	act_keys -l 's'
	act_keys Enter
	# what was true when it failed is shown, and holds
	act_line 'only when (a fact, or nothing)>'
	act_keys -l 'python.vers'
	act_keys Tab
	screen_wait ']> python.version:'
	act_keys -l '>=3.99'
	screen_wait ', it does not hold]> python.version: >=3.99'
	act_keys Enter
	screen_wait 'for this failure: the pattern would be silent'
	act_keys BSpace BSpace
	screen_wait ', and it holds]> python.version: >=3.'
	act_keys BSpace
	act_keys Enter
	act_line 'only when (a fact, or nothing)>'
	act_keys -l 'no.such: x'
	act_keys Enter
	screen_wait 'begin with the name of a fact'
	act_keys C-u
	act_keys Enter
	act_line "what is wrong> no till '{names}' in shop {number}"
	act_keys Enter
	act_line 'why (may be empty)>'
	act_keys -l "It's sold."
	act_keys Enter
	act_line 'more of it (or nothing)>'
	act_keys -l 'Or lent: ask.'
	act_keys Enter
	act_line 'more of it (or nothing)>'
	act_keys Enter
	act_line 'fix>'
	act_keys Up
	[[ $1 != bash ]] || act_line 'fix> run: echo mended'
	act_keys C-u
	act_keys -l 'ru'
	act_keys Tab
	act_line 'fix> run:'
	act_keys -l 'make till-{nu'
	act_keys Tab
	act_line 'fix> run: make till-{number}'
	act_keys Enter
	act_line 'another (or nothing)>'
	act_keys Enter
	terminal_ready
	screen_has "till-no-till-in-shop.yaml knows it from now on"
	terminal_type 'python3 till.py b'
	terminal_ready
	screen_has "remedy: no till 'b' in shop 12"
	screen_has 'fix make till-12'
	terminal_type 'remedy why'
	terminal_ready
	screen_has "It's sold. Or lent: ask."
	grep -q "^    python.version: '>=3'" "$mine"
	terminal_type 'remedy inbox'
	terminal_ready
	screen_has 'there is no failure that no pattern knew'
	remedy patterns test "$mine"
	remedy patterns lint "$mine"
}

screen_wait() { # TEXT
	local tries text
	text=$(tr -d ' \n' <<<"$1")
	for ((tries = 0; tries < 600; tries++)); do
		terminal_read
		[[ $(tr -d ' \n' <<<"$screen") == *"$text"* ]] && return
		sleep 0.05
	done
	screen_has "$1"
}

@test "bash: taught by questions" { taught bash; }
@test "bash, vi, with odd bindings of its own: the same" {
	printf '"\\C-x\\C-x": "evil"\nset editing-mode vi\nset show-mode-in-prompt off\n$if remedy\n"\\C-o": abort\n$endif\n' >"$dir/home/.inputrc"
	taught bash 'set -o vi'
}
@test "zsh: the same" { taught zsh; }
@test "fish: the same" { taught fish; }

@test "bash: from the inbox, and from text that is pasted" {
	unknown bash
	terminal_type 'remedy add --inbox 7'
	terminal_ready
	screen_has 'there is no such number in the inbox'
	terminal_type 'remedy add --inbox 1'
	act_line 'name> till-no-till-in-shop'
	act_keys C-c
	terminal_ready
	terminal_type 'remedy add --paste'
	screen_wait 'a line with a dot alone, ends it.'
	act_keys -l 'shop.DrawerError: drawer 3 is stuck'
	act_keys Enter
	act_keys -l '.'
	act_keys Enter
	act_line 'name> drawer-drawer-is-stuck'
	act_keys Enter Enter
	screen_wait 'match [fits'
	act_keys Enter
	act_line 'only when (a fact, or nothing)>'
	act_keys Enter
	act_line 'what is wrong> drawer {number} is stuck'
	act_keys Enter
	act_line 'why (may be empty)>'
	act_keys Enter
	act_line 'fix>'
	act_keys -l 'kick it'
	act_keys Enter
	screen_wait 'begin with install:'
	act_keys C-a
	act_keys -l 'say: '
	act_keys Enter
	act_line 'another (or nothing)>'
	act_keys Enter
	terminal_ready
	run remedy explain - <<<'shop.DrawerError: drawer 44 is stuck'
	HOME=$dir/home run remedy explain - <<<'shop.DrawerError: drawer 44 is stuck'
	[[ $output == *'drawer 44 is stuck'*'kick it'* ]]
}

@test "bash, Chinese, 40 columns: the prompt that changes keeps its characters" {
	columns=40
	unknown bash 'export LC_ALL=zh_TW.UTF-8 2>/dev/null'
	terminal_type 'remedy add'
	act_line '名稱> till-no-till-in-shop'
	act_keys Enter
	act_line '例外> TillError'
	act_keys Enter
	screen_wait '運算式 [符合，最近 1/1'
	act_keys Enter
	act_line '僅當（事實，可留空）>'
	act_keys -l 'os.id: x'
	screen_wait '，不成立]> os.id: x'
	act_keys C-u
	act_line '僅當（事實，可留空）>'
	act_keys C-c
	terminal_ready
}

@test "bash: what does not pass is told by its question, with the answer, and without a file that is not there" {
	unknown bash
	terminal_type 'remedy add'
	act_line 'name> till-no-till-in-shop'
	act_keys Enter
	act_line 'exception> TillError'
	act_keys Enter
	screen_wait 'match [fits'
	act_keys Enter
	screen_wait 'only when (a fact, or nothing)>' # behind a line that fills its row
	act_keys Enter
	act_line "what is wrong> no till '{name}' in shop {number}"
	act_keys -l '{nobody}'
	act_keys Enter
	act_line 'why (may be empty)>'
	act_keys Enter
	act_line 'fix>'
	act_keys -l 'say: ask'
	act_keys Enter
	act_line 'another (or nothing)>'
	act_keys -l 'run: make {other}'
	act_keys Enter
	act_line 'another (or nothing)>'
	act_keys Enter
	act_line 'name> till-no-till-in-shop'
	screen_has "what is wrong> no till '{name}' in shop {number}{nobody} nobody knows the placeholder {nobody}"
	screen_has 'fix> run: make {other} nobody knows the placeholder {other}'
	screen_lacks shop.yaml
	[ ! -e "$mine" ]
	# the answers stand there again
	act_keys Enter
	act_line 'exception> TillError'
	act_keys C-c
	terminal_ready
}
