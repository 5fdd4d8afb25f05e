#!/usr/bin/env bats
# Screen readers, terminals that take ASCII alone, narrow terminals, Chinese.

bats_require_minimum_version 1.5.0

setup() {
	command -v script >/dev/null || skip "script is not installed"
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/accessible.XXXXXX")
	export HOME=$dir/home XDG_RUNTIME_DIR=$dir/run TERM=xterm PAGER=cat SHELL=/bin/bash
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE LC_ALL LC_CTYPE LC_MESSAGES LANG NO_COLOR REMEDY_PLAIN COLUMNS
	mkdir -p -m 700 "$HOME" "$XDG_RUNTIME_DIR"
	mkdir -p -m 700 "$HOME/.local/state/remedy" "$HOME/shop/.remedy"
	printf '2 TillError: no till %s\n' "'…'" >"$HOME/.local/state/remedy/inbox"
	chmod 600 "$HOME/.local/state/remedy/inbox"
	printf -- '- { id: own, exception: TillError, match: ^x$, summary: "größer → kleiner", fixes: [ { edit: { before: a, after: ä } } ] }\n' >"$HOME/shop/.remedy/own.yaml"
	printf "ModuleNotFoundError: No module named 'reqeusts'\n" >"$HOME/shop/log"
	cd "$HOME/shop"
}

teardown() {
	[ -z "${dir-}" ] || rm -rf "$dir"
}

calls=(
	'remedy --help' 'remedy patterns --help' 'remedy add --help' 'remedy inbox' 'remedy allow </dev/null' 'remedy doctor'
	'remedy explain log' 'remedy explain --trace log' 'remedy why module-misspelt' 'remedy patterns list module' 'remedy facts os'
	'remedy allow --yes --bad' 'remedy fix' 'remedy patterns path' 'remedy complete -- why module' 'remedy patterns show own-x'
)

on_terminal() { # LINE…: what a terminal of $columns gets
	script -qec "stty rows 500 cols ${columns:-80}; $1" /dev/null </dev/null | tr -d '\r'
}

all_lines() {
	printf '%s; ' "${calls[@]/%/ 2>&1}"
}

@test "ASCII where the locale is not UTF-8, whatever is said; a pipe gets all" {
	for locale in C POSIX; do
		LC_ALL=$locale on_terminal "$(all_lines)" >said
		[ "$(wc -l <said)" -gt 100 ]
		run ! env LC_ALL=C grep -nP '[\x80-\xff]' said
		grep -qF "2x  TillError: no till '...'" said
	done
	LC_ALL=C remedy inbox | grep -q '…'
}

@test "no colour and no link for a screen reader, nor by NO_COLOR; no meaning by colour alone" {
	calls=("${calls[@]/remedy doctor/true}") # which says how long it took, and whether there are colours
	LANG=C.UTF-8 REMEDY_PLAIN=1 VTE_VERSION=7000 on_terminal "$(all_lines)" >said
	run ! grep -n $'\e' said
	LANG=C.UTF-8 VTE_VERSION=7000 on_terminal "$(all_lines)" >coloured
	grep -q $'\e' coloured
	sed -i $'s/\e\\[[0-9;]*m//g; s/\e]8;[^\e\a]*\\(\e\\\\\\|\a\\)//g' coloured
	diff said coloured
}

@test "no line is wider than a narrow terminal, in English, German and Chinese" {
	command -v python3 >/dev/null || skip "python3 is not installed"
	for locale in C.UTF-8 de_DE.UTF-8 zh_TW.UTF-8; do
		echo "# $locale"
		columns=44 REMEDY_PLAIN=1 LANG=$locale on_terminal 'remedy doctor; remedy explain log; remedy --help; for c in init why fix explain \
			add inbox history forget learn patterns facts doctor allow quiet disable report complete remember; do remedy $c --help; done;
			remedy history; remedy history --cures; remedy history --plot; remedy forget x; remedy history --since x; remedy nothing' >said
		[ "$(wc -l <said)" -gt 8 ]
		python3 - <<'P'
import sys, unicodedata
for line in open("said", encoding="utf-8"):
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in line.rstrip("\n"))
    if wide > 44 and max(map(len, line.split())) < 44 - 9:
        sys.exit(f"{wide} columns: {line}")
P
	done
}
