#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "catalog/trace.h"
#include "commands/command.h"
#include "commands/diagnosis.h"
#include "commands/input.h"

enum { SHORT = 256 * 1024, FILES_LIMIT = 64, FACTS_LIMIT = 256, PATIENCE_MS = 2000 };

extern const struct command command_explain;

struct options {
	bool json, trace, local;
	const char *command;
	int status;
	const char *files[FILES_LIMIT];
	size_t file_count;
	char *facts[FACTS_LIMIT]; /* NAME=VALUE */
	size_t fact_count;
};

/* The value of an option that needs one: "--name=VALUE" or the next argument. */
static const char *
option_value(const char *name, int argc, char **argv, int *i)
{
	size_t n = strlen(name);
	if (strncmp(argv[*i], name, n) != 0)
		return NULL;
	if (argv[*i][n] == '=')
		return argv[*i] + n + 1;
	return argv[*i][n] == '\0' && *i + 1 < argc ? argv[++*i] : NULL;
}

static bool
read_status(const char *text, int *status)
{
	char *end;
	long value = strtol(text, &end, 10);
	if (end == text || *end != '\0' || value < 0 || value > 255)
		return false;
	*status = (int)value;
	return true;
}

/* False after a complaint. */
static bool
read_options(struct arena *a, int argc, char **argv, struct options *o)
{
	const struct command *c = &command_explain;
	bool only_files = false;
	for (int i = 1; i < argc; i++) {
		const char *arg = argv[i], *value;
		if (only_files || *arg != '-' || strcmp(arg, "-") == 0) {
			if (o->file_count == FILES_LIMIT)
				return command_misused(c, _("at most %d files at once"), FILES_LIMIT), false;
			o->files[o->file_count++] = arg;
		} else if (strcmp(arg, "--") == 0) {
			only_files = true;
		} else if (strcmp(arg, "--trace") == 0) {
			o->trace = true;
		} else if (strcmp(arg, "--local") == 0) {
			o->local = true;
		} else if ((value = option_value("--format", argc, argv, &i)) != NULL) {
			o->json = strcmp(value, "json") == 0;
			if (!o->json && strcmp(value, "text") != 0)
				return command_misused(c, _("the formats are text and json, not '%s'"),
						       text_safe(a, value, 40)),
				       false;
		} else if ((value = option_value("--command", argc, argv, &i)) != NULL) {
			o->command = value;
		} else if ((value = option_value("--status", argc, argv, &i)) != NULL) {
			if (!read_status(value, &o->status))
				return command_misused(c, _("a status is a number from 0 to 255, not '%s'"),
						       text_safe(a, value, 40)),
				       false;
		} else if ((value = option_value("--fact", argc, argv, &i)) != NULL) {
			if (strchr(value, '=') == NULL || o->fact_count == FACTS_LIMIT)
				return command_misused(c, _("a fact is given as NAME=VALUE, not '%s'"),
						       text_safe(a, value, 40)),
				       false;
			o->facts[o->fact_count++] = arena_strdup(a, value);
		} else {
			return command_misused(c, _("'%s' is no option, or lacks its value"), text_safe(a, arg, 40)),
			       false;
		}
	}
	if (o->file_count == 0)
		o->files[o->file_count++] = "-";
	return true;
}

/* Only what is written can be said here. */
static void
shrunk(int number)
{
	static const char text[] = "remedy explain: the file became shorter while it was read\n";
	(void)number;
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(STATUS_USAGE);
	_exit(STATUS_USAGE);
}

/* What became of each pattern whose text fits, and how near others came. */
static void
print_trace(struct arena *a, struct catalog *catalog, const struct diagnosis *d)
{
	if (d->matches.count == 0)
		fputs(_("no pattern's text fits\n"), stderr);
	for (size_t i = 0; i < d->matches.count; i++) {
		const struct match *m = &d->matches.all[i];
		const struct pattern *p = m->pattern;
		fprintf(stderr, "%s  (%s:%d)\n", p->id, hint_source(a, p), p->line);
		for (size_t j = 0; j < m->group_count; j++)
			fprintf(stderr, "  {%s} = %s\n", m->groups[j].name,
				m->groups[j].value != NULL ? text_safe(a, m->groups[j].value, 200) : "");
		const struct condition *failing = facts_failing(d->facts, m, p->when, p->when_count);
		if (failing == NULL) {
			fputs(_("  its facts hold\n"), stderr);
			if (hint_expand(a, d->facts, m, lang_text(p->summary), false) == NULL)
				fputs(_("  but its summary needs something that is not known\n"), stderr);
			continue;
		}
		struct buf wanted = buf_new(a);
		for (const char **any = failing->any; any != NULL && *any != NULL; any++)
			buf_printf(&wanted, "%s%s", wanted.size > 0 ? " | " : "", *any);
		const char *value = facts_get(d->facts, m, failing->fact);
		fprintf(stderr, _("  %s is %s, not %s\n"), failing->fact,
			value != NULL ? text_safe(a, value, 200) : _("not known"),
			wanted.size > 0          ? wanted.text
			: failing->value != NULL ? failing->value
						 : "");
	}
	const struct traces near = catalog_trace(a, catalog, d->failures, NULL);
	for (size_t i = 0; i < near.count; i++) {
		const struct trace *t = &near.all[i];
		if (t->clause == NULL)
			continue;
		struct buf out = buf_new(a);
		buf_printf(&out, "%s  (%s:%d)\n", t->id, path_base(t->file), t->line);
		trace_print(&out, t);
		fwrite(out.text, 1, out.size, stderr);
	}
}

/* What is said of a text that has no hint. */
static void
print_nothing(struct arena *a, const struct diagnosis *d)
{
	const struct failure *root = d->failures->root;
	if (root == NULL && d->failures->count == 0)
		fputs(_("remedy: there is no failure in this text\n"), stderr);
	else if (root == NULL)
		fputs(_("remedy: what failed here needs no cure (interrupted, ended by itself, or a test's assertion)\n"),
		      stderr);
	else
		fprintf(stderr, _("remedy: no pattern knows this failure: %s: %s\n"), root->type,
			text_safe(a, root->message, 200));
}

static void
print_hint(struct arena *a, const struct hint *h)
{
	struct style style = style_of(STDOUT_FILENO);
	struct buf out = buf_new(a);
	style.more = arena_printf(a, "remedy why %s", h->id);
	hint_print(&out, h, &style);
	fwrite(out.text, 1, out.size, stdout);
}

/* The failures and hints of one more file, behind those before. */
static void
join(struct arena *a, struct failures *all, struct hints *hints, const struct diagnosis *d)
{
	struct failure **failures = arena_array(a, all->count + d->failures->count, sizeof(*failures));
	struct hint *joined = arena_array(a, hints->count + d->hints.count, sizeof(*joined));
	if (all->count > 0)
		memcpy(failures, all->all, all->count * sizeof(*failures));
	if (d->failures->count > 0)
		memcpy(failures + all->count, d->failures->all, d->failures->count * sizeof(*failures));
	if (hints->count > 0)
		memcpy(joined, hints->all, hints->count * sizeof(*joined));
	if (d->hints.count > 0)
		memcpy(joined + hints->count, d->hints.all, d->hints.count * sizeof(*joined));
	all->all = failures;
	all->count += d->failures->count;
	if (all->root == NULL)
		all->root = d->failures->root;
	hints->all = joined;
	hints->count += d->hints.count;
}

static struct diagnosis
explain_text(struct arena *a, struct catalog *catalog, const struct options *o, const struct input *in)
{
	/* A log without a failure is dismissed in one pass; what is short enough to be
	 * one command's output is read anyway: patterns know failures by words of their own. */
	bool possible = in->size < SHORT || failure_possible(in->text, in->size) || o->status > 128;
	struct run *run = run_from_text(a, in->text, possible ? in->size : 0, o->command, o->status);
	run->local = o->local;
	struct diagnosis d = diagnosis_parse(a, catalog, run);
	if (!run->local && diagnosis_is_here(a, d.failures)) {
		run->local = true;
		d.facts = facts_new(a, catalog, d.failures);
	}
	if (run->local)
		run->cwd = getcwd(arena_alloc(a, 4096), 4096);
	facts_patience(d.facts, PATIENCE_MS);
	for (size_t i = 0; i < o->fact_count; i++) {
		char *name = arena_strdup(a, o->facts[i]), *value = strchr(name, '=');
		*value++ = '\0';
		facts_set(d.facts, name, value);
	}
	diagnosis_hints(a, catalog, &d, 0);
	return d;
}

static int
explain_run(struct arena *a, int argc, char **argv)
{
	struct options o = {.status = -1};
	if (!read_options(a, argc, argv, &o))
		return STATUS_USAGE;
	struct sigaction action = {.sa_handler = shrunk};
	sigaction(SIGBUS, &action, NULL);

	struct catalog *catalog = catalog_open(a, getcwd(arena_alloc(a, 4096), 4096), NULL);
	struct failures failures = {0};
	struct hints hints = {0};
	int status = STATUS_NONE;
	for (size_t i = 0; i < o.file_count; i++) {
		struct input in;
		bool terminal = strcmp(o.files[i], "-") == 0 && isatty(STDIN_FILENO);
		if (terminal)
			fputs(_("Paste what the program printed, then press Ctrl-D at a line's beginning.\n"), stderr);
		if (!input_read(&in, o.files[i])) {
			fprintf(stderr, "remedy explain: %s: %s\n", text_safe(a, o.files[i], 400), strerror(errno));
			status = STATUS_USAGE;
			break;
		}
		struct diagnosis d = explain_text(a, catalog, &o, &in);
		if (o.trace)
			print_trace(a, catalog, &d);
		if (d.hints.count > 0)
			status = STATUS_DONE;
		if (o.json) {
			join(a, &failures, &hints, &d);
			continue;
		}
		if (o.file_count > 1)
			printf("%s%s:\n", i > 0 ? "\n" : "", text_safe(a, o.files[i], 400));
		if (d.hints.count > 0)
			print_hint(a, &d.hints.all[0]);
		fflush(stdout);
		if (d.hints.count == 0)
			print_nothing(a, &d);
	}
	if (o.json && status != STATUS_USAGE) {
		struct buf out = buf_new(a);
		hint_json(&out, &hints, &failures);
		fwrite(out.text, 1, out.size, stdout);
	}
	catalog_close(catalog);
	return status;
}

const struct command command_explain = {
	.name = "explain",
	.usage = "[--format text|json] [--command LINE] [--status N] [--fact NAME=VALUE] [--trace] [--local] [FILE…|-]",
	.summary = N_("explain a failure in a file, or in what is piped in"),
	.help = N_("  --format json      one JSON object: every failure, every hint\n"
		   "  --command LINE     the command line that failed\n"
		   "  --status N         its exit status\n"
		   "  --fact NAME=VALUE  take this for true (remedy facts lists the names)\n"
		   "  --trace            tell of each pattern that fits why it spoke or not\n"
		   "  --local            it happened on this machine, so its facts apply\n"
		   "\n"
		   "Example: python app.py 2>&1 | remedy explain --local\n"),
	.run = explain_run,
};
