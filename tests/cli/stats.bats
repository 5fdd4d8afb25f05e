# `remedy stats`: reports added up.

bats_require_minimum_version 1.5.0

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/stats.XXXXXX")
	export HOME=$dir/home LC_ALL=C.UTF-8 COLUMNS=60 NO_COLOR=1
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE
	mkdir -p "$HOME"
	cd "$dir"
	cat >reports <<'END'
{"version":1,"id":"module-known","shape":"x","project":"shop","count":5,"days":{"2026-03-04":3,"2026-03-05":1},"positions":[]}
{"version":1,"id":null,"shape":"ShopError: …","project":null,"count":2,"days":{"2026-03-05":2}}

{"version":1,"id":"module-known","project":"cart","count":10,"days":{}}
END
}

teardown() {
	rm -rf "$dir"
}

@test "a table: patterns, what no pattern knows, projects, days" {
	run remedy stats reports
	[ "$status" -eq 0 ]
	[ "$(tr -s ' ' <<<"$output")" = "17 failures

Patterns
 15 88 % module-known

Failures that no pattern knows
 2 12 % ShopError: …

Projects
 10 59 % cart
 5 29 % shop
 2 12 % (not known)

Days
 3 18 % 2026-03-04
 3 18 % 2026-03-05" ]
	run remedy stats --top 1 - <reports
	[[ $output == *"and 2 more"* ]]
}

@test "JSON" {
	run remedy stats --format json reports reports
	[ "$status" -eq 0 ]
	jq -e '. == {"version": 1, "total": 34, "patterns": [{"id": "module-known", "count": 30}],
		"unknown": [{"shape": "ShopError: …", "count": 4}],
		"projects": [{"project": "cart", "count": 20}, {"project": "shop", "count": 10}, {"project": null, "count": 4}],
		"days": [{"day": "2026-03-04", "count": 6}, {"day": "2026-03-05", "count": 6}]}' <<<"$output"
}

@test "a plot in the terminal, in ASCII where UTF-8 is not to be had" {
	run remedy stats --format plot reports
	[ "$status" -eq 0 ]
	[[ ${lines[0]} == "2026-03-04  3  █"* ]]
	for line in "${lines[@]}"; do [ "${#line}" -le 60 ]; done
	run env LC_ALL=C "$REMEDY_STAGE/bin/remedy" stats --format plot reports
	[[ ${lines[0]} == "2026-03-04  3  ##"* ]]
}

@test "merging is associative and commutative: random splits, in random order, at random depth" {
	cat >split.py <<'END'
import json, random, subprocess, sys
random.seed(int(sys.argv[1]))
def stats(reports):
    return subprocess.run(["remedy", "stats", "--format", "jsonl"], input="".join(reports), text=True,
                          capture_output=True).stdout.splitlines(True)
def report():
    days = {"2026-%02d-%02d" % (random.randint(1, 3), random.randint(1, 28)): random.randint(0, 9) for _ in range(random.randint(0, 3))}
    name = random.choice(["module-known", "key-missing", None, None])
    return json.dumps({"version": 1, "id": name, "shape": "S%d: … ä" % random.randint(0, 5) + "…" * random.choice([0, 0, 400]),
                       "project": random.choice([None, "shop", "p" * 1000, "ca\trt"]), "days": days,
                       "count": sum(days.values()) + random.randint(0, 4)}) + "\n"
def merge(reports):
    if len(reports) < 2 or random.random() < 0.1:
        return stats(reports)
    random.shuffle(reports)
    at = random.randint(1, len(reports) - 1)
    parts = [merge(reports[:at]), merge(reports[at:])]
    random.shuffle(parts)
    return stats(parts[0] + parts[1])
reports = [report() for _ in range(40)]
whole = stats(reports)
assert len(whole) > 10
assert sum(json.loads(r)["count"] for r in whole) == sum(json.loads(r)["count"] for r in reports)
for _ in range(3):
    assert merge(list(reports)) == whole
assert stats([]) == []
END
	for seed in 1 2; do python3 split.py $seed; done
}

@test "what explain reports is what stats adds up" {
	printf '2026-03-04 05:06:07 INFO x\nTraceback (most recent call last):\n  File "/home/ada/shop/fetch.py", line 7, in <module>\n    main()\nKeyError: 1\n' >log
	remedy explain --format jsonl log log | remedy stats --format json >sum
	jq -e '.total == 2 and .projects[0].project == "shop" and .days == [{"day": "2026-03-04", "count": 2}]' sum
	remedy explain --format jsonl --project mine log | remedy stats --format json >sum
	jq -e '.projects == [{"project": "mine", "count": 1}]' sum
}

@test "lines that are none are told of, and the rest counts" {
	{ cat reports; echo '{"version":1'; echo 'x'; echo '{"version":2,"id":"a","count":1}'; echo '{"version":1,"id":"a","count":-1}'
		echo '{"version":1,"id":"a","count":1,"days":{"2026-01-01":2}}'; echo '{"version":1,"id":"a","count":1,"days":{"today":1}}'
		echo '{"version":1,"id":7,"count":1}'; echo '[]'; printf '{"version":1,"id":"a\0","count":1}'; } >mixed
	run --separate-stderr remedy stats --format json mixed
	[ "$status" -eq 2 ]
	jq -e '.total == 17' <<<"$output"
	[ "${#stderr_lines[@]}" -eq 9 ]
	[[ ${stderr_lines[0]} == "remedy stats: mixed:5: no JSON" ]]
	run --separate-stderr remedy stats absent
	[ "$status" -eq 2 ]
	[ "$stderr" = "remedy stats: absent: No such file or directory" ]
	[ -z "$output" ]
	# a log itself: how to make a report of it
	printf 'all is well\n' >plain.log
	run --separate-stderr remedy stats plain.log
	[[ $status -eq 2 && -z $output && $(tr -s ' \n' ' ' <<<"$stderr") == *"plain.log:1: no JSON"*"remedy explain --format jsonl FILE | remedy stats"* ]]
	run remedy stats </dev/null
	[ "$status" -eq 1 ]
	run remedy stats --format xml
	[ "$status" -eq 2 ]
	run remedy stats --top 0
	[ "$status" -eq 2 ]
}
