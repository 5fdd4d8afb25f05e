#include "commands/diagnosis.h"

#include <string.h>

#include "base/lang.h"
#include "base/path.h"

struct diagnosis
diagnosis_parse(struct arena *a, struct catalog *c, const struct run *run)
{
	struct diagnosis d = {.failures = failure_parse(a, run)};
	d.facts = facts_new(a, c, d.failures);
	return d;
}

void
diagnosis_hints(struct arena *a, struct catalog *c, struct diagnosis *d, size_t limit)
{
	d->matches = catalog_match(a, c, d->failures);
	d->hints = hint_make(a, c, d->facts, &d->matches, limit);
}

/* The process that printed f, if the person started it and it failed; else NULL. */
static const struct process *
started_by_person(const struct failure *f)
{
	const struct process *p = f->process;
	return p != NULL && p->python && p->depth == 0 && p->ended && p->status != 0 ? p : NULL;
}

static bool
is_told_of(const struct hints *told, const struct hint *h, const struct process *p)
{
	for (size_t i = 0; i < told->count; i++) {
		const struct failure *f = told->all[i].match->failure;
		if (f == NULL || f->process == NULL || f->process->pid == p->pid)
			return true;
		if (h != NULL && strcmp(told->all[i].summary, h->summary) == 0)
			return true;
	}
	return false;
}

static const struct failure *
deepest(const struct failure *f)
{
	while (f->cause != NULL)
		f = f->cause;
	return f;
}

/* "…" at the end of a command is a gap to be filled in; whose terminal has no such character
 * gets three dots, which can be typed there too. */
static void
spell_gaps(struct arena *a, const struct hints *hints)
{
	static const char gap[] = "=…";
	for (size_t i = 0; i < hints->count && !lang_utf8(); i++)
		for (size_t k = 0; k < hints->all[i].fix_count; k++) {
			struct fix *f = &hints->all[i].fixes[k];
			size_t n = f->command != NULL ? strlen(f->command) : 0, size = strlen(gap);
			if (n > size && strcmp(f->command + n - size, gap) == 0)
				f->command = arena_printf(a, "%.*s=...", (int)(n - size), f->command);
		}
}

struct hints
diagnosis_independent(struct arena *a, struct catalog *c, const struct diagnosis *d, size_t limit)
{
	struct hints told = {.all = arena_array(a, limit, sizeof(*told.all))};
	if (d->hints.count == 0 || limit == 0)
		return told;
	told.all[told.count++] = d->hints.all[0];
	for (size_t i = 0; i < d->failures->count && told.count < limit; i++) {
		const struct failure *f = d->failures->all[i];
		const struct process *p = f->kind == FAILURE_EXCEPTION ? started_by_person(f) : NULL;
		if (p == NULL || is_told_of(&told, NULL, p))
			continue;
		struct failures other = *d->failures;
		other.root = deepest(f);
		struct matches *matches = arena_alloc(a, sizeof(*matches)); /* its hints point into it */
		*matches = catalog_match(a, c, &other);
		struct hints hints = hint_make(a, c, d->facts, matches, 1);
		if (hints.count > 0 && !is_told_of(&told, &hints.all[0], p))
			told.all[told.count++] = hints.all[0];
	}
	spell_gaps(a, &told);
	return told;
}

/* Line `number` of a file, without blanks around it; NULL if there is none. */
static char *
line_of(struct arena *a, const char *file, int number)
{
	enum { SOURCE_LIMIT = 4 * 1024 * 1024 };
	const char *p = path_read(a, file, SOURCE_LIMIT, true, NULL);
	for (int i = 1; p != NULL && i < number; i++) {
		p = strchr(p, '\n');
		p = p != NULL ? p + 1 : NULL;
	}
	if (p == NULL)
		return NULL;
	p += strspn(p, " \t");
	size_t n = strcspn(p, "\r\n");
	while (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\t'))
		n--;
	return arena_strndup(a, p, n);
}

bool
diagnosis_is_here(struct arena *a, const struct failures *f)
{
	enum { LOOKED_AT = 8 };
	for (size_t i = 0; i < f->count && i < LOOKED_AT; i++) {
		const struct frame *frame = failure_user_frame(f->all[i]);
		const char *file = f->all[i]->file, *source = f->all[i]->source;
		int line = f->all[i]->line;
		if (file == NULL && frame != NULL) {
			file = frame->file;
			source = frame->source;
			line = frame->line;
		}
		if (file == NULL || source == NULL || line <= 0 || *file == '<' || !path_exists(file))
			continue;
		const char *here = line_of(a, file, line);
		source += strspn(source, " \t");
		if (here != NULL && strcmp(here, source) == 0)
			return true;
	}
	return false;
}
