#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/quote.h"
#include "base/text.h"
#include "capture/excerpt.h"
#include "capture/relay.h"
#include "capture/ring.h"
#include "catalog/wording.h"
#include "commands/annotation.h"
#include "commands/command.h"
#include "commands/commandline.h"
#include "commands/diagnosis.h"
#include "commands/missing.h"
#include "commands/passage.h"

enum {
	CANNOT_RUN = 126,
	NOT_FOUND = 127,
	BY_SIGNAL = 128,
	LOOKS = 64,
	LOOK_MS = 10,
	CHANGES = 64,
	PATIENCE_MS = 2000,
	LAST = 64
};

extern const struct command command_run;

/* What is heard of the command while it runs. */
struct listening {
	struct arena *arena;
	struct excerpt *kept[3];
	struct catalog *catalog; /* opened when it is first asked */
	struct wording *wording;
	char last[LAST]; /* the last bytes that went to the terminal, or to stderr */
	size_t last_size;
	unsigned looks, changes;
	long looked; /* when, in milliseconds */
	struct process process;
};

/* NUL-separated words of /proc; *count of them, NULL-terminated. */
static char **
read_words(struct arena *a, const char *path, size_t *count)
{
	enum { LIMIT = 64 * 1024 };
	char *text = arena_alloc(a, LIMIT);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, text, LIMIT - 1) : -1;
	if (fd >= 0)
		close(fd);
	if (n <= 0)
		return NULL;
	char **words = arena_array(a, (size_t)n + 1, sizeof(*words));
	*count = 0;
	for (char *p = text; p < text + n; p += strlen(p) + 1)
		words[(*count)++] = p;
	return words;
}

static char *
read_link(const char *path, char target[static 4096])
{
	ssize_t n = readlink(path, target, 4095);
	target[n > 0 ? n : 0] = '\0';
	return n > 0 ? target : NULL;
}

/* The command as it is now: a shim may have become a Python meanwhile. Nothing is
 * allocated where it did not: a long output is looked at often. */
static void
look(struct listening *l)
{
	struct arena *a = l->arena;
	struct process *p = &l->process;
	char target[4096], path[64];
	snprintf(path, sizeof(path), "/proc/%d/exe", (int)p->pid);
	const char *exe = read_link(path, target);
	if (exe == NULL || (p->exe != NULL && strcmp(exe, p->exe) == 0) || l->changes == CHANGES)
		return;
	l->changes++;
	exe = arena_strdup(a, exe);
	size_t count = 0;
	char **words = read_words(a, arena_printf(a, "/proc/%d/cmdline", (int)p->pid), &count);
	const char *cwd = read_link(arena_printf(a, "/proc/%d/cwd", (int)p->pid), target);
	if (words == NULL || count == 0)
		return;
	const char *name = path_base(exe);
	p->exe = exe;
	p->argv = words;
	p->argc = count;
	p->execfn = words[0];
	p->cwd = cwd != NULL ? arena_strdup(a, cwd) : "";
	p->python = strncmp(name, "python", 6) == 0 || strncmp(name, "pypy", 4) == 0;
}

static void
started(void *of, pid_t pid)
{
	struct listening *l = of;
	l->process.pid = pid;
	look(l);
}

/* At its first words, and now and then: each piece of a long output would cost too much. */
static bool
is_due(struct listening *l)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	long now = t.tv_sec * 1000 + t.tv_nsec / 1000000;
	if (l->looks == LOOKS && now - l->looked < LOOK_MS)
		return false;
	l->looks += l->looks < LOOKS;
	l->looked = now;
	return true;
}

static struct catalog *
catalog_of(struct listening *l)
{
	if (l->catalog == NULL)
		l->catalog = catalog_open(l->arena, getcwd(arena_alloc(l->arena, PATH_MAX), PATH_MAX), NULL);
	return l->catalog;
}

/* A stretch of a long output may tell of a failure: by its form, or by words that a
 * pattern knows. */
static bool
worth_keeping(void *of, const char *text, size_t n)
{
	struct listening *l = of;
	size_t at;
	if (failure_possible(text, n))
		return true;
	if (l->wording == NULL)
		l->wording = wording_of(l->arena, catalog_of(l));
	return wording_in(l->wording, text, n, &at);
}

static void
heard(void *of, int stream, const char *bytes, size_t n)
{
	struct listening *l = of;
	if (l->kept[stream] == NULL)
		l->kept[stream] = excerpt_new(l->arena, worth_keeping, l);
	excerpt_add(l->kept[stream], bytes, n);
	if (is_due(l))
		look(l);
	if (stream == 1)
		return;
	size_t part = n < LAST ? n : LAST, keep = LAST - part < l->last_size ? LAST - part : l->last_size;
	memmove(l->last, l->last + l->last_size - keep, keep);
	memcpy(l->last + keep, bytes + n - part, part);
	l->last_size = keep + part;
}

/* The variables that a fact may be about; the command got ours. */
static char **
environment(struct arena *a)
{
	static const char *const names[] = {RUN_ENV};
	enum { NAMES = sizeof(names) / sizeof(*names) };
	char **env = arena_array(a, NAMES + 1, sizeof(*env));
	size_t n = 0;
	for (size_t i = 0; i < NAMES; i++)
		for (char **e = environ; *e != NULL; e++)
			if (strncmp(*e, names[i], strlen(names[i])) == 0 && (*e)[strlen(names[i])] == '=') {
				env[n++] = *e;
				break;
			}
	return env;
}

/* argv as a command line that a shell would read alike. */
static char *
line_of(struct arena *a, char **argv)
{
	struct buf line = buf_new(a);
	for (; *argv != NULL; argv++) {
		const char *word = quote_word(a, *argv, true);
		if (line.size > 0)
			buf_add_char(&line, ' ');
		buf_add_string(&line, word != NULL ? word : text_safe(a, *argv, 200));
	}
	return line.text;
}

/* The command runs something on another machine, or in a container: the facts of
 * this one say nothing of it. */
static bool
is_elsewhere(char **argv)
{
	static const char *const wrappers[] = {"sudo",   "doas",   "env",    "nice", "nohup",   "time", "timeout",
					       "stdbuf", "ionice", "setsid", "exec", "command", NULL};
	static const char *const places[] = {"ssh",       "mosh",
					     "docker",    "docker-compose",
					     "podman",    "podman-compose",
					     "nerdctl",   "kubectl",
					     "oc",        "lxc",
					     "incus",     "vagrant",
					     "flatpak",   "toolbox",
					     "distrobox", "machinectl",
					     "apptainer", "singularity",
					     "chroot",    "adb",
					     NULL};
	for (; *argv != NULL; argv++) {
		const char *name = path_base(*argv);
		bool skipped = **argv == '-' || strchr(*argv, '=') != NULL || (**argv >= '0' && **argv <= '9');
		for (const char *const *w = wrappers; *w != NULL && !skipped; w++)
			skipped = strcmp(name, *w) == 0;
		if (skipped)
			continue;
		for (const char *const *p = places; *p != NULL; p++)
			if (strcmp(name, *p) == 0)
				return true;
		return false;
	}
	return false;
}

/* All that is kept, stderr last: what ended the run stands there. */
static char *
text_of(struct listening *l, size_t *size, bool *cut)
{
	static const int order[] = {1, 0, 2};
	struct buf text = buf_new(l->arena);
	*cut = false;
	for (size_t i = 0; i < 3; i++) {
		size_t n;
		bool lost;
		if (l->kept[order[i]] == NULL)
			continue;
		const char *part = excerpt_text(l->kept[order[i]], &n, &lost);
		if (text.size > 0 && text.text[text.size - 1] != '\n')
			buf_add_char(&text, '\n');
		buf_add(&text, part, n);
		*cut = *cut || lost;
	}
	*size = text.size;
	return text.text;
}

static void
print(struct arena *a, const struct listening *l, const struct hint *h, const char *more)
{
	struct style style = style_of(STDERR_FILENO);
	style.more = more;
	if (!text_ends_line(l->last, l->last_size))
		fputc('\n', stderr);
	struct buf out = buf_new(a);
	hint_print(&out, h, &style);
	fwrite(out.text, 1, out.size, stderr);
	fflush(stderr);
}

static void
annotate(struct arena *a, const struct hint *h, const struct failure *root, const char *cwd)
{
	struct style style = {.width = 200, .utf8 = true};
	struct buf text = buf_new(a);
	struct annotation note = {.id = h->id, .title = h->summary};
	hint_print(&text, h, &style);
	note.text = text.text;
	annotation_place(a, &note, h->match->failure != NULL ? h->match->failure : root, cwd);
	if (!annotation_leave(a, &note, STDERR_FILENO))
		passage_tell(_("remedy run: the annotation could not be left\n"));
}

/* Whether the command names a Python. */
static bool
is_python(char **argv)
{
	for (; *argv != NULL; argv++) {
		const char *name = path_base(*argv);
		if (strncmp(name, "python", 6) == 0 || strncmp(name, "pypy", 4) == 0)
			return true;
	}
	return false;
}

/* A death by signal that only the status tells of, and nothing says that it was a
 * Python's: what is known of those does not hold. */
static bool
is_anyones(const struct listening *l, char **argv, const struct failures *f)
{
	const struct failure *root = f->root;
	return root != NULL && root->kind == FAILURE_SIGNAL && root->offset >= f->size && !l->process.python &&
	       !is_python(argv);
}

static void
explain(struct arena *a, struct listening *l, char **argv, const char *text, size_t size, bool cut, int status)
{
	const char *cwd = getcwd(arena_alloc(a, PATH_MAX), PATH_MAX);
	struct run *run = run_from_text(a, text, size, line_of(a, argv), status);
	run->local = !is_elsewhere(argv);
	run->cwd = cwd;
	run->truncated = cut;
	if (l->process.python) {
		l->process.ended = true;
		l->process.status = status;
		l->process.env = environment(a);
		l->process.text = text;
		l->process.size = size;
		run->processes = &l->process;
		run->count = 1;
	}
	struct catalog *catalog = catalog_of(l);
	struct diagnosis d = diagnosis_parse(a, catalog, run);
	if (!run->local && diagnosis_is_here(a, d.failures)) {
		run->local = true;
		d.facts = facts_new(a, catalog, d.failures);
	}
	facts_patience(d.facts, PATIENCE_MS);
	if (!is_anyones(l, argv, d.failures))
		diagnosis_hints(a, catalog, &d, 1);
	if (d.hints.count > 0) {
		print(a, l, &d.hints.all[0], arena_printf(a, "remedy why %s", d.hints.all[0].id));
		annotate(a, &d.hints.all[0], d.failures->root, cwd);
	}
}

/* Tells why the command did not even begin, as a shell would; what it exits with. */
static int
cannot_start(struct arena *a, struct listening *l, char **command, int error)
{
	int status = error == ENOENT ? NOT_FOUND : CANNOT_RUN;
	fprintf(stderr, "remedy run: %s: %s\n", text_safe(a, command[0], 400), strerror(error));
	const struct hint *missing = status == NOT_FOUND ? missing_answer(a, command) : NULL;
	const char *text = commandline_message(a, "bash", line_of(a, command), status);
	if (missing != NULL)
		print(a, l, missing, NULL);
	else if (text != NULL)
		explain(a, l, command, text, strlen(text), false, status);
	return status;
}

/* Ends as the command did, so that who waits for us sees what it would have seen.
 * Its core was dumped already, if one was. */
static int
pass_on(int status)
{
	if (!WIFSIGNALED(status))
		return WEXITSTATUS(status);
	int number = WTERMSIG(status);
	struct rlimit none = {0, 0};
	sigset_t one;
	fflush(NULL);
	setrlimit(RLIMIT_CORE, &none);
	signal(number, SIG_DFL);
	sigemptyset(&one);
	sigaddset(&one, number);
	sigprocmask(SIG_UNBLOCK, &one, NULL);
	raise(number);
	return BY_SIGNAL + number;
}

static int
run_run(struct arena *a, int argc, char **argv)
{
	int first = 1;
	if (argc > 1 && strcmp(argv[1], "--") == 0)
		first = 2;
	else if (argc > 1 && argv[1][0] == '-')
		return command_misused(&command_run, _("'%s' is no option"), text_safe(a, argv[1], 40));
	if (first >= argc)
		return command_misused(&command_run, _("which command?"));
	char **command = argv + first;

	struct listening l = {.arena = a, .process = {.execfn = "", .cwd = ""}};
	struct relay relay = {.started = started, .heard = heard, .of = &l};
	struct relay_end end = relay_run(a, &relay, command);
	for (int fd = 1; fd <= 2; fd++)
		if (end.lost[fd] != 0 && end.lost[fd] != EPIPE)
			passage_tell(_("remedy run: what the command wrote could not be passed on: %s\n"),
				     strerror(end.lost[fd]));
	if (end.error != 0) {
		int status = cannot_start(a, &l, command, end.error);
		if (l.catalog != NULL)
			catalog_close(l.catalog);
		return status;
	}
	int status = WIFSIGNALED(end.status) ? BY_SIGNAL + WTERMSIG(end.status) : WEXITSTATUS(end.status);
	if (!commandline_is_quiet(status)) {
		size_t size;
		bool cut;
		const char *text = text_of(&l, &size, &cut);
		explain(a, &l, command, text, size, cut, status);
	}
	if (l.catalog != NULL)
		catalog_close(l.catalog);
	return pass_on(end.status);
}

const struct command command_run = {
	.name = "run",
	.usage = "[--] COMMAND [ARGUMENT…]",
	.summary = N_("run a command, and explain its failure at the end"),
	.help = N_("For what the integration into the shell does not see: ssh, docker, sudo, Makefiles,\n"
		   "cron, systemd, CI. The command runs as if remedy were not there, on a terminal of its\n"
		   "own where it has one; its exit status is passed on. In GitHub Actions, GitLab CI and\n"
		   "Buildkite the hint is also an annotation at your file and line.\n"
		   "\n"
		   "Example: remedy run -- docker run --rm app python -m app\n"),
	.run = run_run,
};
