#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "catalog/trace.h"
#include "commands/command.h"
#include "commands/day.h"
#include "commands/diagnosis.h"
#include "commands/finding.h"
#include "commands/follow.h"
#include "commands/intake.h"
#include "commands/rendering.h"

enum { SHORT = 256 * 1024, FACTS_LIMIT = 256, PATIENCE_MS = 2000, TAIL_LINES = 3 };

extern const struct command command_explain;

struct options {
	bool json, trace, local, follow, fail;
	const struct rendering *form; /* NULL: json */
	const char *command, *list, *project;
	int status;
	const char **files;
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
	o->files = arena_array(a, (size_t)argc + 1, sizeof(*o->files));
	o->form = rendering_named("text");
	for (int i = 1; i < argc; i++) {
		const char *arg = argv[i], *value;
		if (only_files || *arg != '-' || strcmp(arg, "-") == 0) {
			o->files[o->file_count++] = arg;
		} else if (strcmp(arg, "--") == 0) {
			only_files = true;
		} else if (strcmp(arg, "--trace") == 0) {
			o->trace = true;
		} else if (strcmp(arg, "--local") == 0) {
			o->local = true;
		} else if (strcmp(arg, "--follow") == 0) {
			o->follow = true;
		} else if (strcmp(arg, "--fail") == 0) {
			o->fail = true;
		} else if ((value = option_value("--files0-from", argc, argv, &i)) != NULL) {
			o->list = value;
		} else if ((value = option_value("--project", argc, argv, &i)) != NULL) {
			o->project = value;
		} else if ((value = option_value("--format", argc, argv, &i)) != NULL) {
			o->json = strcmp(value, "json") == 0;
			o->form = rendering_named(value);
			if (!o->json && o->form == NULL)
				return command_misused(c,
						       _("the formats are text, json, jsonl, github, sarif and junit, "
							 "not '%s'"),
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
	if (o->list != NULL && o->file_count > 0)
		return command_misused(c, _("--files0-from and files are not for one call")), false;
	if (o->follow && (o->json || o->form->one == NULL || o->trace || o->list != NULL))
		return command_misused(c, _("--follow goes with the formats text, jsonl and github, and with files")),
		       false;
	if (o->file_count == 0 && o->list == NULL)
		o->files[o->file_count++] = "-";
	return true;
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

/* What is at hand while logs are read. */
struct reading {
	struct arena *arena;
	struct catalog *catalog;
	const struct options *options;
	struct findings *findings;
	struct json_t *json;
	const char *name; /* of the log */
	char changed[11]; /* the day it was last written to, or "" */
	size_t logs;
	bool hinted, failed, troubled;
	enum { NOTHING, SILENT, UNKNOWN } outcome; /* of a text without a hint */
	char *unknown;
};

static void
tell_problem(void *of, const char *name, const char *why)
{
	struct reading *r = of;
	struct arena *a = arena_new();
	fflush(stdout);
	fprintf(stderr, "remedy explain: %s: %s\n", text_safe(a, name, 400), why);
	r->troubled = r->troubled || !r->options->follow;
	arena_free(a);
}

static void
begin_log(void *of, const char *name, time_t changed)
{
	struct reading *r = of;
	struct tm day;
	r->name = name;
	r->logs++;
	r->changed[0] = '\0';
	if (changed > 0 && localtime_r(&changed, &day) != NULL)
		strftime(r->changed, sizeof(r->changed), "%Y-%m-%d", &day);
	findings_begin_log(r->findings);
}

/* The hints for failures whose root is known; `limit` as for hint_make. */
static struct diagnosis
diagnose(struct arena *a, const struct reading *r, struct failures *failures, size_t limit)
{
	const struct options *o = r->options;
	struct diagnosis d = {.failures = failures};
	struct run *run = (struct run *)failures->run;
	run->local = o->local || diagnosis_is_here(a, failures);
	run->cwd = run->local ? getcwd(arena_alloc(a, 4096), 4096) : NULL;
	d.facts = facts_new(a, r->catalog, failures);
	facts_patience(d.facts, PATIENCE_MS);
	for (size_t i = 0; i < o->fact_count; i++) {
		char *name = arena_strdup(a, o->facts[i]), *value = strchr(name, '=');
		*value++ = '\0';
		facts_set(d.facts, name, value);
	}
	diagnosis_hints(a, r->catalog, &d, limit);
	return d;
}

/* What the failures of a text as a whole come to, in JSON or for a trace. */
static void
explain_whole(struct arena *a, struct reading *r, struct failures *failures)
{
	struct diagnosis d = diagnose(a, r, failures, 0);
	if (r->options->trace)
		print_trace(a, r->catalog, &d);
	if (r->json == NULL)
		return;
	hint_json_add(a, r->json, &d.hints, d.failures);
	r->hinted = r->hinted || d.hints.count > 0;
	r->failed = r->failed || failures->root != NULL;
}

/* The day that the lines up to `place` tell of, else the log's. */
static void
find_day(const struct reading *r, const struct log_part *part, size_t place, char *day)
{
	enum { LOOKED_AT = 8 * 1024, STAMP = 64 };
	size_t least = place > LOOKED_AT ? place - LOOKED_AT : 0;
	for (size_t line = place;;) {
		size_t end = line + STAMP < part->size ? line + STAMP : part->size;
		if (day_read(part->text + line, end - line, day))
			return;
		if (line <= least)
			break;
		const char *newline = memrchr(part->text + least, '\n', line - 1 - least);
		line = newline != NULL ? (size_t)(newline - part->text) + 1 : least;
	}
	memcpy(day, r->changed, sizeof(r->changed));
}

struct ruler {
	const struct log_part *part;
	size_t at, line;
};

/* The number of the line that begins at `place`; places are asked in order, or
 * cost a look from the start. */
static size_t
line_at(struct ruler *r, size_t place)
{
	if (place < r->at)
		*r = (struct ruler){r->part, 0, r->part->line};
	const char *p = r->part->text + r->at, *end = r->part->text + (place < r->part->size ? place : r->part->size);
	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		r->line++;
		p++;
	}
	r->at = place;
	return r->line;
}

static void
explain_episode(struct arena *a, struct reading *r, const struct log_part *part, struct ruler *ruler,
		const struct episode *e)
{
	struct occurrence o = {.episode = e, .project = r->options->project};
	o.position.log = r->name;
	o.position.line = line_at(ruler, e->place);
	o.position.last = line_at(ruler, e->last);
	find_day(r, part, e->place, o.day);
	struct finding *f = findings_again(r->findings, &o);
	r->failed = true;
	if (f == NULL) {
		struct failures failures = e->failures;
		struct diagnosis d = diagnose(a, r, &failures, 1);
		f = findings_add(r->findings, &o, d.hints.count > 0 ? &d.hints.all[0] : NULL);
		r->hinted = r->hinted || d.hints.count > 0;
	}
	if (r->options->follow && f != NULL) {
		r->options->form->one(stdout, f);
		fflush(stdout);
	}
}

/* Of a part that is open, what is done with: a failure near its end, or one whose
 * traceback is under way, may go on. */
static size_t
done_with(const struct log_part *part, const struct episodes *split)
{
	static const char header[] = "Traceback (most recent call last)";
	const struct episode *last = split->count > 0 ? &split->all[split->count - 1] : NULL;
	size_t tail = part->size, after = last != NULL ? last->last : 0;
	for (int i = 0; !part->quiet && i < TAIL_LINES && tail > 0; i++) {
		const char *newline = tail > 1 ? memrchr(part->text, '\n', tail - 1) : NULL;
		tail = newline != NULL ? (size_t)(newline - part->text) + 1 : 0;
	}
	if (last != NULL && last->last >= tail)
		return last->place;
	const char *under_way = memmem(part->text + after, part->size - after, header, sizeof(header) - 1);
	if (under_way == NULL)
		return part->size;
	/* In a chain the next traceback belongs to the one before. */
	size_t at = (size_t)(under_way - part->text);
	const char *newline = memrchr(part->text, '\n', at);
	size_t start = newline != NULL ? (size_t)(newline - part->text) + 1 : 0;
	return last != NULL && at - after < 400 ? last->place : start;
}

/* A text in which no failure has a known form, but a pattern knows its words. */
static void
explain_words(struct arena *a, struct reading *r, struct failures *failures)
{
	struct diagnosis d = diagnose(a, r, failures, 1);
	if (d.hints.count == 0)
		return;
	struct failure words = {.kind = FAILURE_TOOL, .type = "", .name = "", .message = d.hints.all[0].summary};
	struct failure *all[] = {&words};
	struct episode e = {.failures = {.all = all, .count = 1, .root = &words}};
	struct occurrence o = {.episode = &e, .project = r->options->project, .position = {r->name, 1, 1}};
	memcpy(o.day, r->changed, sizeof(o.day));
	findings_add(r->findings, &o, &d.hints.all[0]);
	r->hinted = r->failed = true;
}

static size_t
read_part(void *of, const struct log_part *part)
{
	struct reading *r = of;
	const struct options *o = r->options;
	size_t done = part->size;
	/* What is short enough to be one command's output is read anyway: patterns
	 * know failures by words of their own. */
	bool possible =
		(part->whole && part->size < SHORT) || failure_possible(part->text, part->size) || o->status > 128;
	if (!possible && r->json == NULL && !o->trace)
		return done;
	struct arena *a = arena_new();
	struct run *run =
		run_from_text(a, part->text, possible ? part->size : 0, o->command, part->whole ? o->status : -1);
	struct failures *failures = failure_parse(a, run);
	if (part->whole && failures->root == NULL && failures->count > 0 && r->outcome == NOTHING)
		r->outcome = SILENT;
	if (r->json != NULL || o->trace)
		explain_whole(a, r, failures);
	if (r->json == NULL && failures->count == 0 && part->whole) {
		explain_words(a, r, failures);
	} else if (r->json == NULL && (failures->root != NULL || !part->whole)) {
		struct episodes split = episode_split(a, failures);
		size_t keep = part->open ? done_with(part, &split) : part->size;
		struct ruler ruler = {part, 0, part->line};
		for (size_t i = 0; i < split.count; i++)
			if (split.all[i].failures.root != NULL && split.all[i].place < keep)
				explain_episode(a, r, part, &ruler, &split.all[i]);
		done = keep;
	}
	arena_free(a);
	return done;
}

static void
follow(struct reading *r)
{
	const struct options *o = r->options;
	struct follow follow = {.count = o->file_count, .problem = tell_problem, .of = r};
	struct reading *readings = arena_array(r->arena, o->file_count, sizeof(*readings));
	follow.all = arena_array(r->arena, o->file_count, sizeof(*follow.all));
	for (size_t i = 0; i < o->file_count; i++) {
		readings[i] = *r;
		begin_log(&readings[i], o->files[i], time(NULL));
		follow.all[i].name = o->files[i];
		follow.all[i].log = log_new(r->arena, failure_possible, read_part, &readings[i], true);
	}
	follow_run(&follow);
	r->troubled = true;
	for (size_t i = 0; i < o->file_count; i++) {
		r->troubled = r->troubled && follow.all[i].missed;
		r->hinted = r->hinted || readings[i].hinted;
		r->failed = r->failed || readings[i].failed;
	}
}

static void
read_all(struct reading *r)
{
	const struct options *o = r->options;
	struct intake in = {.arena = r->arena, .begin = begin_log, .problem = tell_problem, .of = r};
	in.log = log_new(r->arena, failure_possible, read_part, r, false);
	for (size_t i = 0; i < o->file_count; i++)
		intake_read(&in, o->files[i]);
	if (o->list != NULL)
		intake_read_list(&in, o->list);
}

/* Text for people: the hint alone, where there is one text with one failure. */
static void
print_text(struct reading *r)
{
	struct findings *f = r->findings;
	const struct finding *first = f->count > 0 ? f->all[0] : NULL;
	bool single = r->logs <= 1 && f->count == 1 && first->count == 1;
	if (single && first->id != NULL)
		fputs(first->text, stdout);
	else if (single)
		fprintf(stderr, _("remedy: no pattern knows this failure: %s: %s\n"), first->type,
			text_safe(r->arena, first->message, 200));
	else if (f->count > 0)
		text_all(stdout, f);
	else if (r->outcome == SILENT)
		fputs(_("remedy: what failed here needs no cure (interrupted, ended by itself, or a test's assertion)\n"),
		      stderr);
	else if (!r->troubled || r->logs > 0)
		fputs(_("remedy: there is no failure in this text\n"), stderr);
}

static void
print_end(struct reading *r)
{
	const struct options *o = r->options;
	struct findings *f = r->findings;
	if (o->json) {
		struct buf out = buf_new(r->arena);
		hint_json_end(&out, r->json);
		fwrite(out.text, 1, out.size, stdout);
	} else if (o->follow && o->form->all == jsonl_all) {
		jsonl_all(stdout, f);
	} else if (!o->follow && o->form->all == text_all) {
		print_text(r);
	} else if (!o->follow) {
		o->form->all(stdout, f);
	}
	if (f->lost > 0)
		fprintf(stderr,
			ngettext("remedy explain: more different failures than can be kept; %zu was left out\n",
				 "remedy explain: more different failures than can be kept; %zu were left out\n",
				 f->lost),
			f->lost);
}

static int
explain_run(struct arena *a, int argc, char **argv)
{
	struct options o = {.status = -1};
	if (!read_options(a, argc, argv, &o))
		return STATUS_USAGE;
	struct reading r = {.arena = a, .options = &o, .findings = findings_new(a)};
	r.catalog = catalog_open(a, getcwd(arena_alloc(a, 4096), 4096), NULL);
	if (o.json)
		r.json = hint_json_new();
	if (o.follow)
		follow(&r);
	else
		read_all(&r);
	print_end(&r);
	findings_end(r.findings);
	catalog_close(r.catalog);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, _("remedy explain: the output cannot be written: %s\n"), strerror(errno));
		return STATUS_USAGE;
	}
	if (r.troubled)
		return STATUS_USAGE;
	if (o.fail)
		return r.failed ? STATUS_NONE : STATUS_DONE;
	return r.hinted ? STATUS_DONE : STATUS_NONE;
}

const struct command command_explain = {
	.name = "explain",
	.usage =
		"[--format FORM] [--follow] [--fail] [--files0-from LIST] [--project NAME]\n"
		"                      [--command LINE] [--status N] [--fact NAME=VALUE] [--trace] [--local] [FILE…|DIR…|-]",
	.summary = N_("explain the failures in files, folders, or what is piped in"),
	.help = N_("Files may be packed by gzip, xz or zstd. Each failure is told of once, with how often and\n"
		   "where it stands.\n"
		   "\n"
		   "  --format FORM       text; json: one object, every failure, every hint; jsonl: one line a\n"
		   "                      failure, for `remedy stats`; github: annotations; sarif; junit\n"
		   "  --follow            go on as the log grows, or is rotated\n"
		   "  --fail              exit status 1 if there is a failure, 0 if there is none\n"
		   "  --files0-from LIST  the names, each ended by a NUL, stand in this file\n"
		   "  --project NAME      whose logs these are, for `remedy stats`\n"
		   "  --command LINE      the command line that failed\n"
		   "  --status N          its exit status\n"
		   "  --fact NAME=VALUE   take this for true (remedy facts lists the names)\n"
		   "  --trace             tell of each pattern that fits why it spoke or not\n"
		   "  --local             it happened on this machine, so its facts apply\n"
		   "\n"
		   "Example: kubectl logs -f web | remedy explain --follow\n"),
	.run = explain_run,
};
