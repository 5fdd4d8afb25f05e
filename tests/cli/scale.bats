# The recipes of docs/scale.md, as they stand there.

bats_require_minimum_version 1.5.0

setup() {
	dir=$(mktemp -d "${BATS_TMPDIR:-/tmp}/scale.XXXXXX")
	page=$(cd "$BATS_TEST_DIRNAME/../../docs" && pwd -P)/scale.md
	export HOME=$dir/home LC_ALL=C.UTF-8 COLUMNS=100 NO_COLOR=1 PARALLEL_HOME=$dir/home
	unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_DATA_HOME LANGUAGE PARALLEL GITHUB_WORKSPACE
	mkdir -p "$HOME" "$dir/logs/sub"
	touch "$HOME/will-cite"
	cd "$dir"
	for i in {1..12}; do
		{
			echo "2026-03-04 05:06:07 INFO job $i"
			[ $((i % 3)) = 0 ] || printf '2026-03-04 05:06:08 ERROR failed\nTraceback (most recent call last):\n  File "/home/ada/shop/fetch.py", line 7, in <module>\n    main()\nModuleNotFoundError: No module named '"'yaml'"'\n'
			echo "2026-03-04 05:06:09 INFO end"
		} >"logs/$((i % 2 ? i : 0))$i.log"
	done
	mv logs/012.log "logs/sub/a b.log"
}

teardown() {
	for pid in ${daemons-}; do kill "$pid" 2>/dev/null || true; done
	# They write their state when they end.
	[ -z "${slurm-}" ] || for file in "$slurm"/*.pid; do
		[ -f "$file" ] && pid=$(cat "$file") && kill "$pid" 2>/dev/null || continue
		for _ in {1..100}; do kill -0 "$pid" 2>/dev/null || break; sleep 0.05; done
	done
	[ -z "${made-}" ] || rmdir "$made"
	rm -rf "$dir"
}

# The block of that name.
recipe() {
	sed -n "/^\`\`\`sh $1\$/,/^\`\`\`\$/{/^\`\`\`/d;p}" "$page" | grep . || { echo "no recipe $1" >&2; return 1; }
}

needs() {
	for program; do command -v "$program" >/dev/null || PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || skip "$program is not installed"; done
}

# "Connection refused" is an answer.
needs_loopback() {
	local answer
	answer=$( (exec 3<>/dev/tcp/127.0.0.1/9) 2>&1) || true
	[[ $answer != *unreachable* ]] || skip "there is no loopback here"
}

sums='{total, patterns, days}'
expected='{"total":8,"patterns":[{"id":"module-known","count":8}],"days":[{"day":"2026-03-04","count":8}]}'

@test "one machine" {
	recipe folder >recipe
	run sh recipe
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "8 failures" ]
	cat logs/*.log >build.log
	recipe ci >recipe
	run sh -e recipe
	[ "$status" -eq 1 ]
	[[ ${lines[0]} == "::error file=fetch.py,line=7,"* ]]
	jq -e '.runs[0].results[0].occurrenceCount == 8' remedy.sarif
	grep -q '<testsuites' remedy.xml
}

@test "GNU parallel: many files" {
	needs parallel
	recipe parallel-files | sed 's/stats$/stats --format json/' >recipe
	run bash -o pipefail recipe
	echo "$output"
	[ "$status" -eq 0 ]
	[ "$(jq -c "$sums" <<<"$output")" = "$expected" ]
}

@test "GNU parallel: one long file in blocks, no traceback cut" {
	needs parallel
	cat logs/*.log logs/sub/*.log >app.log
	recipe parallel-pipepart | sed 's/64M/300/' >recipe
	run bash -o pipefail recipe
	echo "$output"
	[ "$status" -eq 0 ]
	[ "$(jq -c "$sums" <<<"$output")" = "$expected" ]
}

@test "GNU parallel: several hosts by ssh" {
	needs parallel sshd ssh ssh-keygen
	needs_loopback
	rm -r logs/sub/
	mkdir sshd
	ssh-keygen -q -t ed25519 -N '' -f sshd/host
	ssh-keygen -q -t ed25519 -N '' -f sshd/user
	port=$((20000 + RANDOM % 20000))
	[ "$(id -u)" != 0 ] || [ -d /run/sshd ] || { mkdir /run/sshd && made=/run/sshd; }
	PATH=$PATH:/usr/sbin
	"$(command -v sshd)" -D -e -f /dev/null -p $port -h "$dir/sshd/host" -o ListenAddress=127.0.0.1 -o PidFile=none -o StrictModes=no \
		-o AuthorizedKeysFile="$dir/sshd/user.pub" -o PasswordAuthentication=no -o SetEnv="PATH=$PATH" 2>sshd/log &
	daemons=$!
	ssh="ssh -p $port -i $dir/sshd/user -o ConnectTimeout=5 -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR 127.0.0.1"
	for _ in {1..40}; do
		kill -0 $daemons 2>/dev/null || skip "sshd cannot be run here: $(tail -n 1 sshd/log)"
		$ssh true 2>ssh.log && break
		sleep 0.1
	done
	$ssh true || skip "ssh to this machine is not possible: $(cat ssh.log)"
	printf '1/%s\n1/:\n' "$ssh" >hosts
	recipe parallel-ssh >recipe
	run bash -o pipefail recipe
	echo "$output"
	[ "$status" -eq 0 ]
	[ "$(jq -c "$sums" <<<"$output")" = "$expected" ]
	# And what runs there is explained here.
	printf 'import reqeusts\n' >fetch.py
	run remedy run -- $ssh python3 "$dir/fetch.py"
	[ "$status" -eq 1 ]
	[[ $output == *"No module named 'reqeusts'"*"remedy: "*requests* ]]
}

# A cluster of this one machine. Port numbers of its own, nothing outside $dir.
start_slurm() {
	needs slurmctld slurmd munged sbatch srun sinfo squeue scontrol
	[ "$(id -u)" = 0 ] || skip "slurmctld and slurmd need root"
	needs_loopback
	PATH=$PATH:/usr/sbin
	slurm=$dir/slurm
	host=$(hostname -s)
	port=$((20000 + RANDOM % 20000))
	mkdir -p "$slurm"/{state,spool,munge}
	chmod 755 "$dir" "$slurm" "$slurm/munge"
	head -c 1024 /dev/urandom >"$slurm/key"
	chmod 600 "$slurm/key"
	munged --key-file="$slurm/key" --socket="$slurm/munge/socket" --pid-file="$slurm/munge.pid" --log-file="$slurm/munge.log" \
		--seed-file="$slurm/seed" --force >/dev/null 2>&1 || skip "munged cannot be run here"
	cat >"$slurm/slurm.conf" <<-END
		ClusterName=test
		SlurmctldHost=$host(127.0.0.1)
		SlurmUser=root
		SlurmctldPort=$port
		SlurmdPort=$((port + 1))
		AuthType=auth/munge
		AuthInfo=socket=$slurm/munge/socket
		CredType=cred/munge
		StateSaveLocation=$slurm/state
		SlurmdSpoolDir=$slurm/spool
		SlurmctldPidFile=$slurm/controller.pid
		SlurmdPidFile=$slurm/node.pid
		SlurmctldLogFile=$slurm/controller.log
		SlurmdLogFile=$slurm/node.log
		ProctrackType=proctrack/linuxproc
		TaskPlugin=task/none
		SwitchType=switch/none
		MpiDefault=none
		SelectType=select/cons_tres
		SelectTypeParameters=CR_Core
		ReturnToService=2
		SlurmdParameters=config_overrides
		JobAcctGatherType=jobacct_gather/none
		SchedulerParameters=batch_sched_delay=0,sched_min_interval=100000
		PropagateResourceLimits=NONE
		NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
		PartitionName=all Nodes=$host Default=YES MaxTime=10 State=UP
	END
	export SLURM_CONF=$slurm/slurm.conf
	{ slurmctld -c && slurmd; } >"$slurm/start.log" 2>&1 || skip "Slurm cannot be run here: $(tail -n 1 "$slurm/start.log")"
	for _ in {1..60}; do
		((SECONDS < 20)) || break
		[ "$(timeout 2 sinfo -h -o %t 2>/dev/null)" = idle ] && return
		sleep 0.1
	done
	skip "Slurm's node does not come up here: $(tail -n 1 "$slurm/node.log")"
}

@test "Slurm: an array job over the logs, and a job explained in its error file" {
	start_slurm
	recipe explain.sh >explain.sh
	recipe train.sh >train.sh
	printf 'import reqeusts\n' >train.py
	train=$(sbatch --parsable train.sh)
	array=$(sbatch --parsable --array=0-3 explain.sh)
	for _ in {1..300}; do
		((SECONDS < 60)) || break
		[ -n "$(timeout 5 squeue -h -j "$train,$array" 2>/dev/null)" ] || break
		sleep 0.1
	done
	cat train.err
	[[ $(scontrol show job "$train") == *" ExitCode=1:0"* ]]
	grep -q "No module named 'reqeusts'" train.err
	grep -q "^remedy: .*requests" train.err
	[ ! -s train.out ]
	[ "$(ls report-*.jsonl | wc -l)" -eq 4 ]
	recipe slurm-sum >recipe
	run sh recipe
	echo "$output"
	[ "$(jq -c "$sums" <<<"$output")" = "$expected" ]
}

@test "Spark's pipe, Hadoop's streaming: lines in, lines out, status 0 unless something broke" {
	cat >engine.py <<'END'
import glob, json, random, re, subprocess
page = open("scale.md").read()
spark = re.findall(r'pipe\("(.*?)"', page)
mapper, reducer = re.search(r'-mapper "(.*?)" ', page).group(1), re.search(r'-reducer "(.*?)"\n', page).group(1)
def pipe(command, lines):
    """What the engine does with a partition."""
    done = subprocess.run(command.replace("\\$", "$").replace("./remedy", "remedy"), shell=True, input="".join(line + "\n" for line in lines), text=True, capture_output=True)
    assert done.returncode == 0, (command, done)
    assert done.stdout == "" or done.stdout.endswith("\n")
    return done.stdout.splitlines()
partitions = [open(f).read().splitlines() for f in sorted(glob.glob("logs/**/*.log", recursive=True))] + [[]]
expected = json.loads(EXPECTED)
def total(lines):
    return sum(json.loads(line)["count"] for line in lines)
reports = [line for p in partitions for line in pipe(spark[0], p)]
assert total(pipe(spark[1], reports)) == expected["total"]
mapped = sorted(line for p in partitions for line in pipe(mapper, p))
for reducers in (1, 3):
    reduced = [line for r in range(reducers) for line in pipe(reducer, mapped[r::reducers])]
    assert json.loads(pipe("remedy stats --format json", reduced)[0])["patterns"] == expected["patterns"]
END
	sed -i "s|EXPECTED|'$expected'|" engine.py
	cp "$page" .
	python3 engine.py
}

@test "Fluent Bit's JSON lines, followed" {
	needs jq
	remedy_part=$(sed -n 's/^\tjq --unbuffered -r .log | \(.*\) >>reports.jsonl$/\1/p' "$page")
	[ -n "$remedy_part" ]
	cat logs/*.log logs/sub/*.log | jq -cR '{date: 1772600768.0, log: .}' | jq --unbuffered -r .log | sh -c "$remedy_part" >reports.jsonl
	[ "$(remedy stats --format json reports.jsonl | jq -c "$sums")" = "$expected" ]
	[ "$(wc -l <reports.jsonl)" -le 2 ]
}
