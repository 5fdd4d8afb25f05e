#!/usr/bin/env bats
# The recipes of contrib/: what stands in them, run as their engines would.

bats_require_minimum_version 1.5.0

setup() {
	recipes=$(cd "$BATS_TEST_DIRNAME/../../contrib" && pwd -P)
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/contrib.XXXXXX")
	export HOME=$dir/home LC_ALL=C.UTF-8 COLUMNS=100 NO_COLOR=1
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE GITHUB_ACTIONS GITLAB_CI BUILDKITE \
		GITHUB_WORKSPACE CI_PROJECT_DIR BUILDKITE_BUILD_CHECKOUT_PATH REMEDY_CODE_QUALITY
	mkdir -p "$HOME/.local/bin" "$dir/bin" "$HOME/shop/.venv/bin"
	cd "$HOME/shop"
	# A pytest of our own: what the step runs fails by a module misspelt.
	mkdir modules
	printf 'x = 1\nimport reqeusts\n' >modules/pytest.py
	printf '#!/bin/sh\nPYTHONPATH=%s/modules exec /usr/bin/python3 "$@"\n' "$PWD" >"$dir/bin/python"
	chmod +x "$dir/bin/python"
	ln -s /usr/bin/python3 .venv/bin/python
	printf 'import reqeusts\n' | tee nightly.py >weekly.py
	PATH=$dir/bin:$PATH
}

teardown() {
	rm -rf "$dir"
}

# What FILE runs under remedy for its tests, quotes of YAML and of Buildkite's taken off.
step() {
	sed -nE 's/^ *(- )?(run:|entry:|- )? *"?(remedy run -- .*pytest[^"]*)"?$/\3/p' "$recipes/$1" | grep .
}

@test "GitHub Actions, GitLab, Buildkite: the step fails as it did, with an annotation" {
	GITHUB_ACTIONS=true GITHUB_WORKSPACE=$PWD run --separate-stderr sh -ec "$(step github-actions.yml)"
	[ "$status" -eq 1 ]
	[[ $stderr == *"::error file=modules/pytest.py,line=2,title=there is no module reqeusts;"* ]]
	GITLAB_CI=true CI_PROJECT_DIR=$PWD run sh -ec "$(step gitlab-ci.yml)"
	[ "$status" -eq 1 ]
	report=$(sed -n 's/^ *codequality: //p' "$recipes/gitlab-ci.yml")
	jq -e '.[0].location.path == "modules/pytest.py"' "$report"
	printf '#!/bin/sh\necho "$@" >%s/said; cat >>%s/said\n' "$dir" "$dir" >"$dir/bin/buildkite-agent"
	chmod +x "$dir/bin/buildkite-agent"
	BUILDKITE=true BUILDKITE_BUILD_CHECKOUT_PATH=$PWD run sh -ec "$(step buildkite.yml)"
	[ "$status" -eq 1 ]
	grep -q 'annotate --style error' "$dir/said"
	grep -q 'modules/pytest.py:2' "$dir/said"
}

@test "pre-commit: the hook's entry" {
	# shellcheck disable=SC2046 # words, as pre-commit splits them
	run $(step pre-commit-config.yaml)
	[ "$status" -eq 1 ]
	[[ $output == *"remedy: there is no module reqeusts"* ]]
}

@test "cron: what its mail ends with" {
	mapfile -t lines < <(sed -nE 's/^([0-9*]+ +){2}(\* +){3}//p' "$recipes/crontab")
	[ ${#lines[@]} -eq 2 ]
	for line in "${lines[@]}"; do
		[[ $line != *chronic* ]] || command -v chronic || continue
		run env -i HOME="$HOME" PATH="$PATH" /bin/sh -c "${line//\/home\/ada/$HOME}"
		[ "$status" -eq 1 ]
		[[ $output == *"ModuleNotFoundError"*"remedy: there is no module reqeusts"* ]]
	done
}

@test "systemd: the unit is sound, and explains what the journal has of the one that failed" {
	unit=$recipes/remedy-failed@.service
	# shellcheck disable=SC2016 # the unit's
	line=$(sed -nE "s/^ExecStart=\/bin\/sh -c '(.*)'$/\1/p" "$unit" | sed 's/\$\$/$/g')
	[ -n "$line" ]
	printf '#!/bin/sh\n[ "$4" = 4711 ] || [ "${3#*=}" = 4711 ] || exit 3\n/usr/bin/python3 nightly.py 2>&1\n' >"$dir/bin/journalctl"
	chmod +x "$dir/bin/journalctl"
	MONITOR_INVOCATION_ID=4711 run /bin/sh -c "$line"
	[ "$status" -eq 0 ]
	[[ $output == *"there is no module reqeusts"* ]]
	command -v systemd-analyze >/dev/null || skip "the command was run; systemd-analyze is not here"
	cp "$unit" "$dir/remedy-failed@.service"
	run systemd-analyze verify "$dir/remedy-failed@x.service"
	[[ $output != *remedy-failed* ]]
}

@test "the files are YAML" {
	/usr/bin/python3 -c 'import yaml' 2>/dev/null || skip "Debian's Python has no yaml here"
	for file in "$recipes"/*.y*ml; do
		/usr/bin/python3 -c 'import sys, yaml; assert isinstance(yaml.safe_load(open(sys.argv[1])), dict)' "$file"
	done
}
