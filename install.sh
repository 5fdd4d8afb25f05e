#!/bin/sh
# Builds remedy, installs it below ~/.local, adds one line to .bashrc, .zshrc and
# config.fish where those shells are used, and shows it at work. Run again it changes
# nothing; --uninstall takes away all it brought.
set -eu

usage() {
	cat <<'END'
Usage: ./install.sh [OPTION…]

  --prefix DIR   install below DIR (default: $PREFIX, else ~/.local)
  --no-rc        leave .bashrc, .zshrc and config.fish alone
  --yes          ask nothing (as where there is no terminal)
  --packages     only install the packages that the build needs
  --uninstall    take away everything that was installed
  --help         this

Packages that the build needs and that are missing are installed with the
system's package manager (with sudo where that is needed).
END
}

prefix=${PREFIX-}
rc=yes
yes=no
uninstall=no
only_packages=no
while [ $# -gt 0 ]; do
	case $1 in
	--prefix) [ $# -gt 1 ] || { usage >&2; exit 2; }; prefix=$2; shift ;;
	--prefix=*) prefix=${1#*=} ;;
	--no-rc) rc=no ;;
	--yes | -y) yes=yes ;;
	--packages) only_packages=yes ;;
	--uninstall) uninstall=yes ;;
	--help | -h) usage; exit 0 ;;
	*) usage >&2; exit 2 ;;
	esac
	shift
done

say() { printf '%s\n' "$*"; }
fail() { printf 'install.sh: %s\n' "$*" >&2; exit 1; }

[ -n "$prefix" ] || [ -n "${HOME-}" ] || fail "HOME is not set; say --prefix DIR"
prefix=${prefix:-$HOME/.local}
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
prefix=${prefix%/}
# Both separate the entries of LD_PRELOAD, and nothing quotes them there.
case $prefix in *[\ :]*) fail "the prefix must hold neither a space nor a colon: $prefix" ;; esac
manifest=$prefix/share/remedy/manifest
cd "$(dirname "$0")"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

[ -t 0 ] && [ -t 1 ] || yes=yes

# True if the person agrees, or cannot be asked.
ask() {
	[ "$yes" = no ] || return 0
	printf '%s [Y/n] ' "$1"
	read -r answer || return 1
	case $answer in '' | [Yy]*) return 0 ;; *) return 1 ;; esac
}

# What the build needs: how it is noticed, and the package on
# apt | dnf | pacman | apk | zypper | brew
needs() {
	cat <<'END'
tool make            |make|make|make|make|make|make
tool gcc             |gcc|gcc|gcc|gcc|gcc|gcc
header stdio.h       |libc6-dev|glibc-devel|glibc|musl-dev|glibc-devel|glibc
tool msgfmt          |gettext|gettext|gettext|gettext|gettext-tools|gettext
header libfyaml.h    |libfyaml-dev|libfyaml-devel|libfyaml|libfyaml-dev|libfyaml-devel|libfyaml
header cdb.h         |libcdb-dev|tinycdb-devel|tinycdb|tinycdb-dev|tinycdb-devel|tinycdb
header pcre2.h       |libpcre2-dev|pcre2-devel|pcre2|pcre2-dev|pcre2-devel|pcre2
header ffi.h         |libffi-dev|libffi-devel|libffi|libffi-dev|libffi-devel|libffi
header readline/readline.h |libreadline-dev|readline-devel|readline|readline-dev|readline-devel|readline
header jansson.h     |libjansson-dev|jansson-devel|jansson|jansson-dev|libjansson-devel|jansson
header zlib.h        |zlib1g-dev|zlib-devel|zlib|zlib-dev|zlib-devel|zlib
header lzma.h        |liblzma-dev|xz-devel|xz|xz-dev|xz-devel|xz
header zstd.h        |libzstd-dev|libzstd-devel|zstd|zstd-dev|libzstd-devel|zstd
header sqlite3.h     |libsqlite3-dev|sqlite-devel|sqlite|sqlite-dev|sqlite3-devel|sqlite
header uthash.h      |uthash-dev|uthash-devel|uthash|uthash-dev|uthash-devel|uthash
tool python3         |python3|python3|python|python3|python3|python
END
}

are_there() { # HEADER…
	printf '#include <%s>\n' stddef.h "$@" | gcc -DPCRE2_CODE_UNIT_WIDTH=8 -E - >/dev/null 2>&1
}

is_there() { # KIND NAME
	case $1 in
	tool) command -v "$2" >/dev/null 2>&1 ;;
	header) [ "$headers" = yes ] || are_there "$2" ;;
	esac
}

missing_packages() { # FIELD of the table
	# All at once, as most often nothing is missing.
	# shellcheck disable=SC2046 # each is a word
	are_there $(needs | sed -n 's/^header \([^ |]*\).*/\1/p') && headers=yes || headers=no
	needs | while IFS='|' read -r what apt dnf pacman apk zypper brew; do
		# shellcheck disable=SC2086 # two words
		is_there $what && continue
		case $1 in
		apt) say "$apt" ;; dnf) say "$dnf" ;; pacman) say "$pacman" ;;
		apk) say "$apk" ;; zypper) say "$zypper" ;; brew) say "$brew" ;; *) say "${what#* }" ;;
		esac
	done | sort -u | tr '\n' ' ' | tr -s ' '
}

packager() {
	for name in apt-get dnf pacman apk zypper brew; do
		if command -v "$name" >/dev/null 2>&1; then
			say "${name%-get}"
			return
		fi
	done
	say none
}

install_packages() {
	manager=$(packager)
	packages=$(missing_packages "$manager")
	[ -n "${packages% }" ] || return 0
	say "The build needs packages that are not installed: $packages"
	case $manager in
	apt) command="apt-get install --yes --no-install-recommends" ;;
	dnf) command="dnf install -y" ;;
	pacman) command="pacman -S --noconfirm --needed" ;;
	apk) command="apk add" ;;
	zypper) command="zypper --non-interactive install" ;;
	brew) command="brew install" ;;
	*) fail "there is no package manager that this script knows; install them and run it again" ;;
	esac
	sudo=
	if [ "$manager" != brew ] && [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null 2>&1 || fail "there is no sudo; as root, run: $command $packages"
		sudo=sudo
		[ -t 0 ] || sudo="sudo -n"
	fi
	ask "Install them with: $sudo $command …?" || fail "not without these: $packages"
	if [ "$manager" = apt ]; then
		export DEBIAN_FRONTEND=noninteractive
		# A fresh container has no lists at all.
		$sudo apt-get update -qq || say "apt-get update failed; going on with the lists that are there"
	fi
	# shellcheck disable=SC2086 # words on both sides
	$sudo $command $packages || fail "installing failed: $sudo $command $packages"
	still=$(missing_packages "$manager")
	[ -z "${still% }" ] || fail "still missing: $still"
}

# Makes a folder with its parents, and notes those that were not there.
make_dir() {
	[ ! -d "$1" ] || return 0
	make_dir "$(dirname "$1")"
	mkdir "$1"
	say "dir $1" >>"$work/made"
}

install_files() {
	make -s "BUILD=${BUILD:-build}" install "DESTDIR=$work/root" "PREFIX=$prefix" >"$work/log" 2>&1 ||
		{ cat "$work/log" >&2; fail "the build failed"; }
	: >"$work/made"
	[ ! -f "$manifest" ] || grep '^dir ' "$manifest" >>"$work/made" || true
	(cd "$work/root$prefix" && find . -type f) | sed 's|^\./||' | LC_ALL=C sort >"$work/files"
	while read -r file; do
		new=$work/root$prefix/$file old=$prefix/$file
		[ -e "$old" ] && cmp -s "$new" "$old" && continue
		make_dir "${old%/*}"
		# Never written over: running shells have the old file mapped.
		cp -p "$new" "$old.new$$"
		mv -f "$old.new$$" "$old"
	done <"$work/files"
	# What an older version had and this one has not.
	[ ! -f "$manifest" ] || sed -n 's/^file //p' "$manifest" | { grep -vxFf "$work/files" || true; } | while read -r file; do
		rm -f "${prefix:?}/$file"
	done
	{ sed 's/^/file /' "$work/files"; cat "$work/made"; } >"$work/manifest"
	cmp -s "$work/manifest" "$manifest" || cp "$work/manifest" "$manifest"
}

remove_files() {
	[ -f "$manifest" ] || { say "nothing is installed below $prefix"; return; }
	cp "$manifest" "$work/manifest"
	sed -n 's/^file //p' "$work/manifest" | while read -r file; do rm -f "${prefix:?}/$file"; done
	rm -f "$manifest"
	rmdir "$prefix/share/remedy" 2>/dev/null || true
	sed -n 's/^dir //p' "$work/manifest" | LC_ALL=C sort -r | while read -r dir; do
		rmdir "$dir" 2>/dev/null || true
	done
	say "removed remedy from $prefix"
	for dir in "${XDG_CACHE_HOME:-${HOME-}/.cache}/remedy" "${XDG_STATE_HOME:-${HOME-}/.local/state}/remedy" \
		"${XDG_RUNTIME_DIR:-/nonexistent}/remedy" "/dev/shm/remedy-$(id -u)" "/tmp/remedy-$(id -u)"; do
		[ -d "$dir" ] && [ -O "$dir" ] && rm -rf "$dir"
	done
	own=${XDG_CONFIG_HOME:-${HOME-}/.config}/remedy
	[ ! -d "$own" ] || say "kept: $own (patterns and settings of your own)"
}

mark='# remedy (install.sh'

rc_line() { # SHELL, how it ends
	case $prefix in
	"${HOME-}"/*) bin="\"\$HOME${prefix#"$HOME"}/bin\"" path="\$HOME${prefix#"$HOME"}/bin" ;;
	*) bin="'$prefix/bin'" path=$prefix/bin ;;
	esac
	if [ "$1" = fish ]; then
		# shellcheck disable=SC2016 # the line is for another shell
		printf 'if status is-interactive; and test -x %s/remedy; contains -- %s $PATH; or set -gx PATH $PATH %s; %s/remedy init fish | source; end %s%s\n' \
			"$bin" "$bin" "$bin" "$bin" "$mark" "$2"
		return
	fi
	# shellcheck disable=SC2016 # the line is for another shell
	printf '[[ $- != *i* || ! -x %s/remedy ]] || { case ":$PATH:" in *":%s:"*) ;; *) PATH="$PATH:%s" ;; esac; eval "$(%s/remedy init %s)"; } %s%s\n' \
		"$bin" "$path" "$path" "$bin" "$1" "$mark" "$2"
}

# The rc file of a shell, if that shell is used here.
rc_file() { # SHELL
	[ -n "${HOME-}" ] && [ -d "$HOME" ] || return 1
	command -v "$1" >/dev/null 2>&1 || return 1
	case $1 in
	zsh) file=${ZDOTDIR:-$HOME}/.zshrc ;;
	fish) file=${XDG_CONFIG_HOME:-$HOME/.config}/fish/config.fish ;;
	*) file=$HOME/.bashrc ;;
	esac
	[ -e "$file" ] || [ "${SHELL##*/}" = "$1" ] || return 1
}

SHELL=${SHELL:-/bin/bash}

add_line() { # SHELL
	rc_file "$1" || return 0
	end=')'
	if [ ! -e "$file" ]; then
		end=', with this file)'
	elif [ -s "$file" ] && [ -n "$(tail -c 1 "$file")" ]; then
		end=', with the newline before)'
	fi
	if [ -e "$file" ] && grep -qF "$mark" "$file"; then
		return 0
	fi
	# fish makes this folder itself when it first runs.
	[ "$1" != fish ] || mkdir -p "$(dirname "$file")" 2>/dev/null || true
	if [ -d "$file" ] || ! {
		[ "$end" != ', with the newline before)' ] || printf '\n'
		rc_line "$1" "$end"
	} 2>/dev/null >>"$file"; then
		say "$file cannot be written; add this line to it yourself:"
		rc_line "$1" ')'
		return 0
	fi
	say "added a line to $file"
}

remove_line() { # SHELL
	rc_file "$1" && [ -f "$file" ] && grep -qF "$mark" "$file" || return 0
	grep -qF "$mark, with this file)" "$file" && created=yes || created=no
	awk -v mark="$mark" '
		index($0, mark) { cut = index($0, mark ", with the newline before)"); next }
		{ if (count++) printf "\n"; printf "%s", $0; cut = 0 }
		END { if (count && !cut) printf "\n" }' "$file" >"$work/rc"
	# Into the same file: it may be a link, and has its mode and owner.
	if ! { cat "$work/rc" >"$file"; } 2>/dev/null; then
		say "$file cannot be written; take the line with \"$mark\" out of it yourself"
	elif [ "$created" = yes ] && [ ! -s "$file" ]; then
		rm -f "$file"
		[ "$1" != fish ] || rmdir "$(dirname "$file")" 2>/dev/null || true
	else
		say "took the line out of $file"
	fi
}

# A Python run fails in an interactive shell on a terminal of its own, with
# nothing of the person's own rc files.
demonstrate() {
	shell=bash
	[ "${SHELL##*/}" != zsh ] || ! command -v zsh >/dev/null 2>&1 || shell=zsh
	command -v "$shell" >/dev/null 2>&1 || { say "no bash and no zsh here: no demonstration"; return; }
	demo=$work/demo
	mkdir -p "$demo/run"
	chmod 700 "$demo/run"
	printf 'import reqeusts\n\nprint(reqeusts.get("https://www.python.org"))\n' >"$demo/fetch.py"
	cat >"$demo/.zshrc" <<-END
		PS1='\$ '
		stty columns 100
		cd '$demo'
	END
	if [ "$shell" = bash ]; then
		printf "bind 'set enable-bracketed-paste off'\n" | cat "$demo/.zshrc" - >"$demo/.bashrc"
		set -- bash --noprofile --rcfile "$demo/.bashrc" -i
	else
		# Without its line editor, which paints; the command is shown by preexec.
		# shellcheck disable=SC2016 # for zsh
		printf 'unsetopt zle prompt_cr prompt_sp\npreexec() { print -r -- "$1"; }\n' >>"$demo/.zshrc"
		set -- zsh -i
	fi
	# shellcheck disable=SC2016 # the line is for another shell
	printf 'eval "$(%s/bin/remedy init %s)"\n' "$prefix" "$shell" >>"$demo/.${shell}rc"
	[ -t 1 ] || export NO_COLOR=1
	say
	printf 'python3 fetch.py\nexit\n' |
		env ZDOTDIR="$demo" XDG_RUNTIME_DIR="$demo/run" XDG_CACHE_HOME="$demo" XDG_STATE_HOME="$demo" \
			XDG_CONFIG_HOME="$demo" HISTFILE= TERM=xterm \
			python3 -c 'import pty, sys; pty.spawn(sys.argv[1:])' "$@" >"$demo/screen" 2>&1 || true
	tr -d '\r' <"$demo/screen" | sed -n '/^\$ python3 fetch.py/,/^\$ exit/p' | grep -v '^\$ exit' >"$demo/shown" || true
	cat "$demo/shown"
	grep -q 'remedy' "$demo/shown" || fail "the demonstration ended without a hint; '$prefix/bin/remedy doctor' may tell why"
}

if [ "$uninstall" = yes ]; then
	remove_line bash
	remove_line zsh
	remove_line fish
	remove_files
	exit 0
fi

install_packages
[ "$only_packages" = no ] || exit 0
install_files
say "remedy is installed in $prefix/bin"
if [ "$rc" = yes ]; then
	add_line bash
	add_line zsh
	add_line fish
fi
demonstrate
say
if [ "$rc" = yes ] && [ "${SHELL##*/}" = fish ]; then
	say "New shells have it. This one: $prefix/bin/remedy init fish | source"
elif [ "$rc" = yes ]; then
	say "New shells have it. This one: eval \"\$($prefix/bin/remedy init ${SHELL##*/})\""
else
	say "To load it into a shell: eval \"\$($prefix/bin/remedy init bash)\"  (or zsh); in fish: $prefix/bin/remedy init fish | source"
fi
