#include "commands/reading.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/path.h"
#include "base/text.h"
#include "catalog/trace.h"
#include "catalog/wording.h"
#include "commands/day.h"
#include "commands/diagnosis.h"
#include "commands/follow.h"
#include "commands/intake.h"
#include "commands/rendering.h"

enum { SHORT = 256 * 1024, PATIENCE_MS = 2000, TAIL_LINES = 3 };

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

static void
tell_problem(void *of, const char *name, const char *why)
{
	struct reading *r = of;
	struct arena *a = arena_new();
	fflush(stdout);
	fprintf(stderr, "remedy explain: %s: %s\n", text_safe(a, name, 400), why);
	r->troubled = r->troubled || !r->request->follow;
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
	r->before.line = 0;
	if (changed > 0 && localtime_r(&changed, &day) != NULL)
		strftime(r->changed, sizeof(r->changed), "%Y-%m-%d", &day);
	findings_begin_log(r->findings);
}

/* The hints for failures whose root is known; `limit` as for hint_make. */
static struct diagnosis
diagnose(struct arena *a, const struct reading *r, struct failures *failures, size_t limit)
{
	const struct request *o = r->request;
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
	if (r->request->trace)
		print_trace(a, r->catalog, &d);
	if (r->json == NULL)
		return;
	hint_json_add(a, r->json, &d.hints, d.failures);
	r->hinted = r->hinted || d.hints.count > 0;
	r->failed = r->failed || failures->root != NULL;
}

/* The day that the lines up to `place` tell of, also those that were read before, else the log's. */
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
	memcpy(day, part->line == r->before.line ? r->before.day : r->changed, sizeof(r->changed));
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

/* What was read up to `done` is not seen again, but tells the day of what follows. */
static void
keep_day(struct reading *r, const struct log_part *part, struct ruler *ruler, size_t done)
{
	if (done == 0)
		return;
	const char *newline = memrchr(part->text, '\n', done - 1);
	char day[sizeof(r->before.day)];
	find_day(r, part, newline != NULL ? (size_t)(newline - part->text) + 1 : 0, day);
	memcpy(r->before.day, day, sizeof(day));
	r->before.line = line_at(ruler, done);
}

static void
explain_episode(struct arena *a, struct reading *r, const struct log_part *part, struct ruler *ruler,
		const struct episode *e)
{
	struct occurrence o = {.episode = e, .project = r->request->project};
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
	if (r->request->follow && f != NULL) {
		r->request->form->one(stdout, f);
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

/* Words of a pattern's stand there. */
static bool
is_worded(struct reading *r, const char *text, size_t n, size_t *at)
{
	if (r->wording == NULL)
		r->wording = wording_of(r->arena, r->catalog);
	return wording_in(r->wording, text, n, at);
}

/* A stretch may tell of a failure: by its form, or by words that a pattern knows. */
static bool
worth_reading(void *of, const char *text, size_t n)
{
	size_t at;
	return failure_possible(text, n) || is_worded(of, text, n, &at);
}

/* A text in which no failure has a known form, but a pattern knows its words. */
static void
explain_words(struct arena *a, struct reading *r, struct failures *failures, const struct log_part *part,
	      struct ruler *ruler)
{
	size_t at = 0, line = part->line;
	/* Of one command's output the whole is meant; a part of a long text need not be asked of at all. */
	if (!part->whole && !is_worded(r, part->text, part->size, &at))
		return;
	struct diagnosis d = diagnose(a, r, failures, 1);
	if (d.hints.count == 0)
		return;
	if (at > 0)
		line = line_at(ruler, at);
	struct failure words = {.kind = FAILURE_TOOL, .type = "", .name = "", .message = d.hints.all[0].summary};
	struct failure *all[] = {&words};
	struct episode e = {.failures = {.all = all, .count = 1, .root = &words}};
	struct occurrence o = {.episode = &e, .project = r->request->project, .position = {r->name, line, line}};
	memcpy(o.day, r->changed, sizeof(o.day));
	struct finding *f = findings_again(r->findings, &o);
	if (f == NULL)
		f = findings_add(r->findings, &o, &d.hints.all[0]);
	r->hinted = r->failed = true;
	if (r->request->follow && f != NULL) {
		r->request->form->one(stdout, f);
		fflush(stdout);
	}
}

static size_t
read_part(void *of, const struct log_part *part)
{
	struct reading *r = of;
	const struct request *o = r->request;
	size_t done = part->size;
	struct ruler ruler = {part, 0, part->line};
	/* What is short enough to be one command's output is read anyway: patterns
	 * know failures by words of their own. */
	bool possible =
		(part->whole && part->size < SHORT) || worth_reading(r, part->text, part->size) || o->status > 128;
	if (!possible && r->json == NULL && !o->trace) {
		keep_day(r, part, &ruler, done);
		return done;
	}
	struct arena *a = arena_new();
	struct run *run =
		run_from_text(a, part->text, possible ? part->size : 0, o->command, part->whole ? o->status : -1);
	struct failures *failures = failure_parse(a, run);
	if (part->whole && failures->root == NULL && failures->count > 0)
		r->silent = true;
	if (r->json != NULL || o->trace)
		explain_whole(a, r, failures);
	if (r->json == NULL && failures->count == 0 && part->whole) {
		explain_words(a, r, failures, part, &ruler);
	} else if (r->json == NULL && (failures->root != NULL || !part->whole)) {
		struct episodes split = episode_split(a, failures);
		size_t keep = part->open ? done_with(part, &split) : part->size;
		for (size_t i = 0; i < split.count; i++)
			if (split.all[i].failures.root != NULL && split.all[i].place < keep)
				explain_episode(a, r, part, &ruler, &split.all[i]);
		if (failures->count == 0 && keep == part->size)
			explain_words(a, r, failures, part, &ruler);
		done = keep;
	}
	keep_day(r, part, &ruler, done);
	arena_free(a);
	return done;
}

void
reading_follow(struct reading *r)
{
	const struct request *o = r->request;
	struct follow follow = {.count = o->file_count, .problem = tell_problem, .of = r};
	struct reading *readings = arena_array(r->arena, o->file_count, sizeof(*readings));
	follow.all = arena_array(r->arena, o->file_count, sizeof(*follow.all));
	for (size_t i = 0; i < o->file_count; i++) {
		readings[i] = *r;
		begin_log(&readings[i], o->files[i], time(NULL));
		follow.all[i].name = o->files[i];
		follow.all[i].log = log_new(r->arena, worth_reading, read_part, &readings[i], true);
	}
	follow_run(&follow);
	r->troubled = true;
	for (size_t i = 0; i < o->file_count; i++) {
		r->troubled = r->troubled && follow.all[i].missed;
		r->hinted = r->hinted || readings[i].hinted;
		r->failed = r->failed || readings[i].failed;
	}
}

void
reading_all(struct reading *r)
{
	const struct request *o = r->request;
	struct intake in = {.arena = r->arena, .begin = begin_log, .problem = tell_problem, .of = r};
	in.log = log_new(r->arena, worth_reading, read_part, r, false);
	for (size_t i = 0; i < o->file_count; i++)
		intake_read(&in, o->files[i]);
	if (o->list != NULL)
		intake_read_list(&in, o->list);
}
