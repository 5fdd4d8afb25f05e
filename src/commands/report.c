#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "capture/ring.h"
#include "catalog/trust.h"
#include "commands/command.h"
#include "commands/commandline.h"
#include "commands/diagnosis.h"
#include "commands/handover.h"
#include "commands/recall.h"
#include "hint/style.h"
#include "memory/inbox.h"
#include "memory/shape.h"

enum { TIME_LIMIT_MS = 250, HINTS = 1, TOLD = 2 };

struct options {
	struct commandline line;
	const char *pipestatus;
	const char *key; /* that puts the fix into the prompt, as it is to be shown; NULL for none */
	bool quiet;      /* one line a hint */
};

/* The prompt comes first: whoever is late says nothing. */
static void
late(int number)
{
	(void)number;
	_exit(STATUS_NONE);
}

static void
set_time_limit(void)
{
	struct sigaction action = {.sa_handler = late};
	struct itimerval limit = {.it_value = {.tv_usec = TIME_LIMIT_MS * 1000}};
	sigset_t alarm;
	sigaction(SIGALRM, &action, NULL);
	sigemptyset(&alarm);
	sigaddset(&alarm, SIGALRM);
	sigprocmask(SIG_UNBLOCK, &alarm, NULL);
	setitimer(ITIMER_REAL, &limit, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* The status that tells of the failure: a pipeline's last command may have
 * succeeded on what a failed one gave it. */
static int
telling_status(int status, const char *pipestatus)
{
	if (!commandline_is_quiet(status) || pipestatus == NULL)
		return status;
	for (const char *p = pipestatus; *p != '\0';) {
		char *end;
		long one = strtol(p, &end, 10);
		if (end == p)
			break;
		if (one > 0 && one < 256 && one != 128 + SIGPIPE && !commandline_is_quiet((int)one))
			return (int)one;
		p = end;
	}
	return status;
}

static bool
read_options(int argc, char **argv, struct options *o)
{
	struct commandline *line = &o->line;
	for (int i = 1; i < argc; i += 2) {
		const char *name = argv[i];
		const char *value = argv[i + 1];
		if (value == NULL)
			return false;
		if (strcmp(name, "--shell") == 0)
			line->shell = value;
		else if (strcmp(name, "--run") == 0)
			line->number = (uint32_t)strtoul(value, NULL, 10);
		else if (strcmp(name, "--status") == 0)
			line->status = (int)strtol(value, NULL, 10);
		else if (strcmp(name, "--ring") == 0)
			line->ring = *value != '\0' ? value : NULL;
		else if (strcmp(name, "--pipestatus") == 0)
			o->pipestatus = value;
		else if (strcmp(name, "--key") == 0)
			o->key = *value != '\0' ? value : NULL;
		else if (strcmp(name, "--quiet") == 0)
			o->quiet = *value != '\0' && strcmp(value, "0") != 0;
		else if (strcmp(name, "--command") == 0)
			line->command = *value != '\0' ? value : NULL; /* empty: the person keeps it private */
		else
			return false;
	}
	const char *typed = getenv("REMEDY_LINE");
	if (line->command == NULL && typed != NULL && *typed != '\0')
		line->command = typed;
	unsetenv("REMEDY_LINE");
	return true;
}

/* A Python program of the line that failed although the line did not. */
static bool
holds_failure(const struct run *run)
{
	for (size_t i = 0; i < run->count; i++) {
		const struct process *p = &run->processes[i];
		if (p->python && p->ended && p->status != 0 && !commandline_is_quiet(p->status))
			return true;
	}
	return false;
}

/* What was printed by a program that then ended well did not fail it. */
static bool
was_survived(const struct failure *root)
{
	const struct process *p = root->process;
	return root->kind == FAILURE_EXCEPTION && p != NULL && p->ended && p->status == 0;
}

static bool
text_same(const char *x, const char *y)
{
	return strcmp(x, y) == 0;
}

/* Many failures say the same words: "invalid syntax" of another line, or in another file, is another. */
static bool
source_same(const struct failure *x, const struct failure *y)
{
	const struct frame *in = failure_user_frame(x), *now = failure_user_frame(y);
	const char *there = x->file != NULL ? x->file : in != NULL ? in->file : NULL;
	const char *here = y->file != NULL ? y->file : now != NULL ? now->file : NULL;
	if (there != NULL && here != NULL && !text_same(there, here))
		return false;
	const char *before = x->source != NULL ? x->source : in != NULL ? in->source : NULL;
	const char *after = y->source != NULL ? y->source : now != NULL ? now->source : NULL;
	return before == NULL || after == NULL || text_same(before, after);
}

/* The failure that the person was told about last is this one again. The ring
 * still holds it, if it is not long ago: no other record is kept. */
static bool
is_told_again(struct arena *a, const struct run *run, const struct failure *root)
{
	/* It may have been unknown then, and a pattern for it be new. */
	bool told = run->ring != NULL && run->ring->report != NULL && run->ring->report->told != 0;
	const struct run *before = root != NULL && told ? run_reported(a, run) : NULL;
	if (before == NULL || before->size == 0)
		return false;
	const struct failure *earlier = failure_parse(a, before)->root;
	if (earlier == NULL || earlier->kind != root->kind || !text_same(earlier->type, root->type) ||
	    !text_same(earlier->message, root->message) || !source_same(earlier, root))
		return false;
	const char *exe = earlier->process != NULL ? earlier->process->execfn : NULL;
	const char *now = root->process != NULL ? root->process->execfn : NULL;
	return exe == NULL || now == NULL || text_same(exe, now);
}

/* The cursor stands at a line's beginning: colours may follow the last newline. */
static bool
ends_line(const struct run *run)
{
	size_t n = run->size;
	while (n > 0 && run->text[n - 1] == 'm') {
		size_t i = n - 1;
		while (i > 0 && strchr("0123456789;", run->text[i - 1]) != NULL && run->text[i - 1] != '\0')
			i--;
		if (i < 2 || run->text[i - 1] != '[' || run->text[i - 2] != '\033')
			break;
		n = i - 2;
	}
	return n == 0 || run->text[n - 1] == '\n';
}

static bool
is_quiet(void)
{
	const char *quiet = getenv("REMEDY_QUIET");
	return quiet != NULL && *quiet != '\0' && strcmp(quiet, "0") != 0;
}

/* An `assert` of the person's own that did not hold says itself what is wrong. */
static bool
is_own_assertion(const struct failure *root)
{
	if (root->kind != FAILURE_EXCEPTION || strcmp(root->name, "AssertionError") != 0 || root->frame_count == 0)
		return false;
	const struct frame *user = failure_user_frame(root), *last = &root->frames[root->frame_count - 1];
	return user == last && last->source != NULL && strncmp(last->source, "assert", 6) == 0 && *last->file != '<' &&
	       strstr(last->file, "-packages/") == NULL;
}

static bool
write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t written = write(fd, bytes, n);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		bytes += written;
		n -= (size_t)written;
	}
	return true;
}

static bool
print(struct arena *a, const struct options *o, const struct run *run, const struct failure *root,
      const struct hints *hints)
{
	struct style style = style_of(STDERR_FILENO);
	style.key = o->key;
	struct buf out = buf_new(a);
	if (!ends_line(run))
		buf_add_char(&out, '\n');
	bool again = is_told_again(a, run, root) && (o->line.ring == NULL || recall_is_open(a, o->line.ring));
	for (size_t i = 0; i < hints->count; i++) {
		if (again || o->quiet || is_quiet())
			hint_print_line(&out, &hints->all[i], &style, again);
		else
			hint_print(&out, &hints->all[i], &style);
	}
	return write_all(STDERR_FILENO, out.text, out.size);
}

/* A line of ours behind the hint, wrapped to the terminal. What follows a word of the
 * hint's first column ("  note  …") goes on below itself. */
static void
tell(struct arena *a, const char *text)
{
	struct style style = style_of(STDERR_FILENO);
	size_t count = 0, word = strcspn(text + strspn(text, " "), " ") + strspn(text, " ");
	size_t head = *text == ' ' ? word + strspn(text + word, " ") : 0;
	size_t column = text_width(arena_strndup(a, text, head));
	char **lines = head == 0 ? style_hanging(a, &style, text, style.width, 0, &count)
				 : style_lines(a, &style, text + head, style.width - column, 0, &count);
	struct buf out = buf_new(a);
	buf_printf(&out, "%.*s", (int)head, text);
	for (size_t i = 0; i < count; i++)
		buf_printf(&out, "%*s%s\n",
			   (int)(i == 0      ? 0
				 : head == 0 ? 2
					     : column),
			   "", style_text(a, &style, lines[i]));
	write_all(STDERR_FILENO, out.text, out.size);
}

/* A team's patterns changed since the person allowed them: said once. */
static void
tell_blocked(struct arena *a, const struct catalog *catalog)
{
	const char *folder = catalog_blocked(catalog);
	if (folder != NULL && trust_is_news(a, folder))
		tell(a,
		     arena_printf(
			     a,
			     _("remedy: %s changed since you allowed it and is not read; remedy allow shows what is new"),
			     text_safe(a, folder, 1000)));
}

/* Said once, when the first failure is remembered. */
static void
tell_memory(struct arena *a)
{
	tell(a,
	     _("  note  what cures a failure is remembered, on this machine only: `remedy history`; `memory: off` in config.yaml ends that\n"));
}

static int
report_run(struct arena *a, int argc, char **argv)
{
	set_time_limit();
	arena_warm(a);
	struct options o = {.line = {.cwd = getcwd(arena_alloc(a, 4096), 4096)}};
	bool understood = read_options(argc, argv, &o);
	char **trail = recall_trail(a);
	struct commandline line = o.line;
	if (!understood || (line.number == 0 && line.ring != NULL))
		return STATUS_NONE;
	line.status = telling_status(line.status, o.pipestatus);
	if (line.status != 0 && commandline_is_quiet(line.status))
		return STATUS_NONE;

	struct run *run = commandline_run(a, &line);
	if (run == NULL && line.ring != NULL)
		ring_discard(line.ring);
	if (run == NULL || (line.status == 0 && !holds_failure(run)))
		return STATUS_NONE;
	struct catalog *catalog = catalog_open(a, line.cwd, NULL);
	struct diagnosis d = diagnosis_parse(a, catalog, run);
	const struct failure *root = d.failures->root;
	bool told = false;
	struct hints hints = {0};
	struct recall recall = {0};
	bool is_failure = root != NULL && !was_survived(root) && !is_own_assertion(root);
	/* A tool may fail in words that only a pattern knows. */
	bool unread = root == NULL && d.failures->count == 0 && line.status != 0;
	if (is_failure || unread) {
		diagnosis_hints(a, catalog, &d, HINTS);
		recall = recall_of(a, &d, line.command != NULL);
		if (is_failure && line.command != NULL)
			recall_tried(a, &recall, trail);
		hints = recall_offer(a, &recall, &d, diagnosis_independent(a, catalog, &d, TOLD));
		told = hints.count > 0 && print(a, &o, run, root, &hints);
	}
	if (is_failure)
		tell_blocked(a, catalog);
	if (is_failure && line.command != NULL)
		recall_note(a, &recall, &d, run, &hints, line.ring);
	if (recall.fresh)
		tell_memory(a);
	bool started = line.status != 126 && line.status != 127; /* else it is a word mistyped */
	if (is_failure && hints.count == 0 && started && recall.on)
		inbox_note(a, shape_of(a, root->type, root->message));
	if (line.ring != NULL)
		handover_offer(a, line.ring, &hints);
	/* Also what is not known: it is what remedy add and remedy why are asked about. */
	if ((is_failure || told) && line.ring != NULL)
		ring_note_report(line.ring, line.number, line.status, line.shell, line.command, line.cwd, told);
	facts_remember(d.facts);
	catalog_close(catalog);
	/* Once a shell is enough. */
	if (line.ring != NULL && (run->ring == NULL || run->ring->report == NULL))
		ring_sweep(path_dir(a, line.ring));
	return told ? STATUS_DONE : STATUS_NONE;
}

extern const struct command command_report;
const struct command command_report = {
	.name = "report",
	.usage =
		"--shell SHELL --run N --status N --ring PATH [--pipestatus LIST] [--key KEY] [--quiet 1] --command LINE",
	.summary = N_("print the hint for a command line that failed (called by the shell)"),
	.help = N_("  --shell SHELL      bash, zsh or fish\n"
		   "  --run N            number of the command line in the ring\n"
		   "  --status N         its exit status\n"
		   "  --ring PATH        where the shell keeps what its programs wrote\n"
		   "  --pipestatus LIST  the statuses of a pipeline, by spaces\n"
		   "  --key KEY          the key that puts the fix into the prompt, as it is to be shown\n"
		   "  --quiet 1          one line a hint\n"
		   "  --command LINE     the command line; else REMEDY_LINE, which no other user can see\n"
		   "\n"
		   "Prints on stderr, and nothing at all if there is no hint. Environment:\n"
		   "REMEDY_QUIET=1 (one line a hint), REMEDY_PLAIN=1 and NO_COLOR=1 (no colours).\n"
		   "\n"
		   "Example: remedy report --shell bash --run 1 --status 139 --command 'python3 a.py'\n"),
	.run = report_run,
};
