#include "commands/contents.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/text.h"
#include "catalog/definition.h"

enum { SHOWN = 400 };

struct contents {
	struct arena *arena;
	char **lines;
	size_t count, room;
};

static void
add_line(struct contents *c, char *line)
{
	if (c->count == c->room) {
		c->room = c->room > 0 ? 2 * c->room : 64;
		char **more = arena_array(c->arena, c->room, sizeof(*more));
		if (c->count > 0)
			memcpy(more, c->lines, c->count * sizeof(*more));
		c->lines = more;
	}
	c->lines[c->count++] = line;
}

static const char *
shown(struct contents *c, const char *text)
{
	return text_safe(c->arena, text != NULL ? text : "", SHOWN);
}

static void
add_fix(struct contents *c, const char *id, const struct fix_template *t)
{
	const char *kind = definition_fix_name(t->kind);
	if (t->kind == FIX_SAY)
		return;
	if (t->kind == FIX_EDIT || t->kind == FIX_OPEN)
		add_line(c,
			 arena_printf(c->arena, "  %s  %s  %s%s%s", id, kind,
				      shown(c, t->file != NULL ? t->file : "{file}"), t->kind == FIX_EDIT ? ": " : "",
				      t->kind == FIX_EDIT ? arena_printf(c->arena, "%s → %s", shown(c, t->before),
									 shown(c, t->after))
							  : ""));
	else if (t->kind == FIX_RETYPE)
		add_line(c, arena_printf(c->arena, "  %s  %s  %s → %s", id, kind, shown(c, t->before),
					 shown(c, t->after)));
	else
		add_line(c, arena_printf(c->arena, "  %s  %s  %s", id, kind, shown(c, t->value)));
}

/* Every name that a row would have installed. */
static void
add_row(struct contents *c, const struct row *r)
{
	const struct module_entry *m = &r->module;
	const struct system_entry *s = &r->system, *u = &r->runtime;
	const char *const names[] = {m->distribution,
				     m->apt,
				     m->dnf,
				     m->pacman,
				     m->apk,
				     m->brew,
				     m->conda,
				     s->apt,
				     s->dnf,
				     s->pacman,
				     s->apk,
				     s->zypper,
				     s->brew,
				     u->apt,
				     u->dnf,
				     u->pacman,
				     u->apk,
				     u->zypper,
				     u->brew,
				     r->stdlib.replacement,
				     r->stdlib.library,
				     r->stdlib.debian};
	struct buf line = buf_new(c->arena);
	buf_printf(&line, "%s", shown(c, r->key));
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i] != NULL)
			buf_printf(&line, "%s%s", i == 0 ? "  install  " : "  ", shown(c, names[i]));
	add_line(c, line.text);
}

static struct contents
contents_of(struct arena *a, const struct source *s)
{
	struct contents c = {.arena = a};
	for (size_t i = 0; i < s->pattern_count; i++) {
		const struct pattern *p = &s->patterns[i]->pattern;
		add_line(&c, arena_printf(a, "%s  %s", p->id, shown(&c, p->summary)));
		for (size_t k = 0; k < p->fix_count; k++)
			add_fix(&c, p->id, &p->fixes[k]);
	}
	for (int t = 0; t < TABLES; t++)
		for (size_t i = 0; i < s->tables[t].count; i++)
			add_row(&c, &s->tables[t].all[i]);
	for (size_t i = 0; i < s->disabled_count; i++)
		add_line(&c, arena_printf(a, _("switches off  %s"), shown(&c, s->disabled[i]->id)));
	return c;
}

static int
line_order(const void *x, const void *y)
{
	return strcmp(*(char *const *)x, *(char *const *)y);
}

/* The lines in the order in which they can be looked for. */
static struct contents
sorted(struct contents c)
{
	char **lines = arena_array(c.arena, c.count + 1, sizeof(*lines));
	if (c.count > 0)
		memcpy(lines, c.lines, c.count * sizeof(*lines));
	qsort(lines, c.count, sizeof(*lines), line_order);
	c.lines = lines;
	return c;
}

static bool
has_line(const struct contents *c, char *line)
{
	return bsearch(&line, c->lines, c->count, sizeof(line), line_order) != NULL;
}

void
contents_print(FILE *out, struct arena *a, const struct source *now, const struct source *before)
{
	const struct contents new = contents_of(a, now), new_sorted = sorted(new);
	const struct contents old = before != NULL ? contents_of(a, before) : (struct contents){.arena = a};
	const struct contents old_sorted = sorted(old);
	for (size_t i = 0; i < new.count; i++)
		fprintf(out, "%s %s\n", before != NULL && !has_line(&old_sorted, new.lines[i]) ? "+" : " ",
			new.lines[i]);
	for (size_t i = 0; i < old.count; i++)
		if (!has_line(&new_sorted, old.lines[i]))
			fprintf(out, "- %s\n", old.lines[i]);
}
