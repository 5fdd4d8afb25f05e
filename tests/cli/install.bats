#!/usr/bin/env bats
# install.sh: into a HOME of its own, from the tree that is built already.

setup() {
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd -P)
	home=$(mktemp -d)
	export HOME=$home SHELL=/bin/bash BUILD=${REMEDY_STAGE:-$root/build} LC_ALL=C.UTF-8
	unset PREFIX ZDOTDIR XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME XDG_RUNTIME_DIR
	PATH=${PATH//"$BUILD/bin:"/} # so that only what is installed is found
	unset MAKEFLAGS MAKELEVEL MFLAGS DESTDIR LANGUAGE
	cd "$home" || return
}

teardown() {
	cd /
	chmod -R u+w "$home"
	rm -rf "$home"
}

install() {
	run "$root/install.sh" "$@" </dev/null
}

# Everything below HOME: names, kinds, modes, times, links, contents.
snapshot() {
	find "$home" -printf '%P %y %m %l\n' -type f -printf '%T@\n' | sort
	find "$home" -type f -exec cksum {} + | sort
}

names() {
	find "$home" -printf '%P %y %m %l\n' | sort
	find "$home" -type f -exec cksum {} + | sort
}

@test "installs, adds its line, and ends with a hint on the screen" {
	echo "alias ll='ls -l'" >.bashrc
	install
	echo "$output"
	[ "$status" -eq 0 ]
	[ -x .local/bin/remedy ]
	[ -f .local/lib/remedy/libremedy-capture.so ]
	[ "$(grep -c 'remedy (install.sh' .bashrc)" -eq 1 ]
	[ "$(head -n 1 .bashrc)" = "alias ll='ls -l'" ]
	[[ $output == *"ModuleNotFoundError: No module named 'reqeusts'"* ]]
	[[ $output == *"remedy: there is no module reqeusts; requests is most likely meant"* ]]
}

@test "the line loads remedy into an interactive bash and is silent elsewhere" {
	: >.bashrc
	install
	[ "$status" -eq 0 ]
	run bash --noprofile --rcfile .bashrc -ic 'command -v remedy; echo "${__remedy_pid:+loaded}"' </dev/null
	[[ $output == *"$home/.local/bin/remedy"* ]]
	run bash -c '. ./.bashrc; echo "[$?]"'
	[ "$output" = "[0]" ]
	rm .local/bin/remedy
	run bash --noprofile --rcfile .bashrc -ic 'echo "[$?]"' </dev/null
	[[ $output == *"[0]"* && $output != *remedy* ]]
}

@test "a second run changes nothing" {
	: >.bashrc
	install
	snapshot >"$BATS_TEST_TMPDIR/first"
	install
	[ "$status" -eq 0 ]
	snapshot >"$BATS_TEST_TMPDIR/second"
	diff "$BATS_TEST_TMPDIR/first" "$BATS_TEST_TMPDIR/second"
	# but for what an older version had, and a file that is another by now
	names >"$BATS_TEST_TMPDIR/first"
	echo old >.local/share/remedy/old.yaml
	echo 'file share/remedy/old.yaml' >>.local/share/remedy/manifest
	echo changed >>.local/share/remedy/patterns/pythonpath.yaml
	install
	[ "$status" -eq 0 ]
	names | diff "$BATS_TEST_TMPDIR/first" -
}

@test "--uninstall leaves no trace" {
	printf 'export A=1\n# no newline at the end' >.bashrc
	mkdir -p .local/share .config
	names >"$BATS_TEST_TMPDIR/before"
	install
	[ "$status" -eq 0 ]
	[ "$(sed -n 2p .bashrc)" = "# no newline at the end" ]
	install --uninstall
	echo "$output"
	[ "$status" -eq 0 ]
	names >"$BATS_TEST_TMPDIR/after"
	diff "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
}

@test "--uninstall keeps what was written behind the line" {
	printf 'export A=1' >.bashrc
	install
	echo 'export B=2' >>.bashrc
	install --uninstall
	[ "$(cat .bashrc)" = "$(printf 'export A=1\nexport B=2')" ]
}

@test "a missing .bashrc is made, and goes again" {
	install
	[ -f .bashrc ]
	install --uninstall
	[ ! -e .bashrc ]
}

@test "a .bashrc that is a link stays one" {
	mkdir dotfiles
	echo 'export A=1' >dotfiles/bashrc
	chmod 640 dotfiles/bashrc
	ln -s dotfiles/bashrc .bashrc
	install
	[ -L .bashrc ]
	[ "$(stat -c %a dotfiles/bashrc)" = 640 ]
	grep -q 'remedy (install.sh' dotfiles/bashrc
	install --uninstall
	[ -L .bashrc ]
	[ "$(cat dotfiles/bashrc)" = "export A=1" ]
}

@test "a .bashrc that cannot be written is left alone, and the line is shown" {
	ln -s /proc/version .bashrc
	install
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *"$home/.bashrc cannot be written; add this line to it yourself:"* ]]
	[[ $output == *'init bash)'* ]]
	[ "$(readlink .bashrc)" = /proc/version ]
}

@test "--no-rc touches no rc file" {
	echo 'export A=1' >.bashrc
	install --no-rc
	[ "$status" -eq 0 ]
	[ "$(cat .bashrc)" = "export A=1" ]
}

@test "fish: a line in config.fish, that loads it, and goes again" {
	command -v fish >/dev/null || skip "fish is not installed"
	mkdir -p .config/fish
	echo 'set -g mine 1' >.config/fish/config.fish
	install
	echo "$output"
	[ "$status" -eq 0 ]
	[ "$(grep -c 'remedy (install.sh' .config/fish/config.fish)" -eq 1 ]
	run env XDG_RUNTIME_DIR="$home" TERM=xterm fish -ic 'command -v remedy; set -q __remedy_ring; and echo loaded $mine' </dev/null
	[[ $output == *"$home/.local/bin/remedy"*"loaded 1"* ]]
	run fish -c 'echo silent'
	[ "$output" = silent ]
	install --uninstall
	[ "$(cat .config/fish/config.fish)" = 'set -g mine 1' ]
	# whose login shell it is gets the file, and how to load it now
	rm -r .config
	SHELL=/usr/bin/fish install
	[[ $(cat .config/fish/config.fish) == *'remedy init fish | source'* ]]
	[[ $output == *"This one: $home/.local/bin/remedy init fish | source"* ]]
	SHELL=/usr/bin/fish install --uninstall
	[ ! -e .config/fish ]
}

@test ".zshrc is found by ZDOTDIR" {
	command -v zsh || skip "zsh is not installed"
	mkdir zsh
	: >zsh/.zshrc
	export ZDOTDIR=$home/zsh
	install --yes
	grep -q 'init zsh' zsh/.zshrc
	run zsh -ic 'command -v remedy' </dev/null
	[[ $output == *"$home/.local/bin/remedy"* ]]
}

@test "the demonstration in zsh" {
	command -v zsh || skip "zsh is not installed"
	export SHELL=/bin/zsh
	install --no-rc
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *'$ python3 fetch.py'* ]]
	[[ $output == *"remedy: there is no module reqeusts; requests is most likely meant"* ]]
}

@test "--prefix and PREFIX, and what cannot be one" {
	install --no-rc --prefix "$home/a"
	[ -x a/bin/remedy ]
	PREFIX=$home/b install --no-rc
	[ -x b/bin/remedy ]
	install --prefix "$home/a b"
	[ "$status" -ne 0 ]
	[ ! -e "a b" ]
	[[ $output == *"neither a space nor a colon"* ]]
	unset HOME
	install
	[ "$status" -ne 0 ]
	[[ $output == *"HOME is not set"* ]]
}

@test "bad options say how it is used" {
	install --frobnicate
	[ "$status" -eq 2 ]
	[[ $output == *Usage:* ]]
	install --prefix
	[ "$status" -eq 2 ]
}

# A PATH with what the script itself needs, without msgfmt, and with the package
# manager given, which "installs" msgfmt.
bare_path() { # MANAGER
	mkdir bin
	for tool in sh bash ln awk cat cmp cp dirname find grep head id make mkdir mktemp mv printf rm rmdir sed sort tail tr gcc \
		python3 env as ld cc1 uname; do
		command -v "$tool" >/dev/null && ln -s "$(command -v "$tool")" "bin/$tool"
	done
	printf '#!/bin/sh\necho "%s $*" >>"%s/log"\ncase "$*" in *gettext*) ln -s /bin/true "%s/bin/msgfmt" ;; esac\n' \
		"$1" "$home" "$home" >"bin/$1"
	printf '#!/bin/sh\necho "sudo $*" >>"%s/log"\n[ "$1" != -n ] || shift\nexec "$@"\n' "$home" >bin/sudo
	chmod +x "bin/$1" bin/sudo
}

@test "missing packages are installed with apt" {
	bare_path apt-get
	PATH=$home/bin install --packages
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *"packages that are not installed: gettext"* ]]
	grep -q 'apt-get update' log
	grep -q 'apt-get install --yes --no-install-recommends gettext' log
	rm log
	PATH=$home/bin install --packages
	[ "$status" -eq 0 ]
	[ ! -e log ]
}

@test "missing packages are named and installed with dnf, pacman, apk, zypper, brew" {
	for manager in dnf pacman apk zypper brew; do
		bare_path "$manager"
		PATH=$home/bin install --packages
		echo "$output"
		[ "$status" -eq 0 ]
		[[ $output == *"packages that are not installed: gettext"* ]]
		grep -q "$manager .*gettext" log
		rm -r bin log
	done
}

@test "without a package manager the packages are named" {
	bare_path emerge
	PATH=$home/bin install --packages
	[ "$status" -ne 0 ]
	[[ $output == *"not installed: msgfmt"* ]]
	[[ $output == *"install them and run it again"* ]]
}
