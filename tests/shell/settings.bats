#!/usr/bin/env bats
# config.yaml, which a shell reads in the form that `remedy init` has written down.
load session

# As people keep it in a file: `remedy init` itself does not run.
kept() {
	integration() { cat "$T/kept.$1"; }
}

@test "words of config.yaml are read; made anew, by one process at the start, only where it has changed" {
	folder=$HOME/.config/remedy
	for shell in bash zsh fish; do
		integration $shell >"$T/kept.$shell"
	done
	kept
	for shell in bash zsh fish; do
		command -v $shell >/dev/null || continue
		rm -rf "$folder" "$HOME/.cache" "$T/asked"
		mkdir -p "$folder" "$HOME/.cache/remedy"
		cp "$T/bin/sees" "$T/bin/mytool"
		cp "$T/bin/sees" "$T/bin/make"
		echo '# as below' >"$folder/config.yaml"
		printf 'commands mytool !make\nquiet 1\n' >"$HOME/.cache/remedy/settings"
		touch -r "$folder/config.yaml" "$HOME/.cache/remedy/settings"
		play $shell remedy <<-'END'
		mytool
		echo between
		make
		echo "quiet $REMEDY_QUIET"
		END
		[[ ! -e $T/asked && $output == *SEES*between* && ${output##*between} != *SEES* && $output == *'quiet 1'* ]]

		touch -d '2001-01-01' "$folder/config.yaml" # an older one was put there
		play $shell remedy <<<true
		[[ $(cat "$T/asked") == "init $shell" ]]
		rm "$T/asked" "$folder/config.yaml"
		play $shell remedy <<<true
		[[ $(cat "$T/asked") == "init $shell" ]]
		rm -r "$T/asked" "$HOME/.cache/remedy"
		play $shell remedy <<<true
		[[ ! -e $T/asked ]]
	done
}
