#include "hint/hint.h"

#include <string.h>

#include "base/lang.h"
#include "base/path.h"
#include "hint/expand.h"

static bool
text_same(const char *x, const char *y)
{
	return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
}

static bool
fix_same(const struct fix *x, const struct fix *y)
{
	return text_same(x->command, y->command) && text_same(x->text, y->text) && text_same(x->file, y->file) &&
	       x->line == y->line && text_same(x->before, y->before) && text_same(x->after, y->after);
}

static bool
fix_in(const struct fix *fix, const struct fix *all, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (fix_same(fix, &all[i]))
			return true;
	return false;
}

/* A hint that would say what an earlier one about the same failure says, or
 * the same pattern's of one more failure. */
static bool
hint_repeats(const struct hint *h, const struct hints *earlier)
{
	for (size_t i = 0; i < earlier->count; i++) {
		const struct hint *e = &earlier->all[i];
		bool same = e->match->failure == h->match->failure;
		if (strcmp(e->id, h->id) == 0 && (same || strcmp(e->summary, h->summary) == 0))
			return true;
		bool all = same && h->fix_count > 0;
		for (size_t j = 0; all && j < h->fix_count; j++)
			all = fix_in(&h->fixes[j], e->fixes, e->fix_count);
		if (all)
			return true;
	}
	return false;
}

/* Line by line, so that what is not known costs its own line and no more. */
static char *
expand_why(struct arena *a, struct facts *f, const struct match *m, const char *template)
{
	struct buf out = buf_new(a);
	for (const char *p = template; *p != '\0';) {
		size_t n = strcspn(p, "\n");
		const char *line = hint_expand(a, f, m, arena_strndup(a, p, n), false);
		if (line != NULL) {
			buf_add_string(&out, line);
			buf_add_char(&out, '\n');
		}
		p += n + (p[n] == '\n');
	}
	while (out.size > 0 && out.text[out.size - 1] == '\n')
		out.text[--out.size] = '\0';
	return out.text;
}

static bool
hint_fill(struct arena *a, struct catalog *c, struct facts *f, const struct match *m, struct hint *h)
{
	const struct pattern *p = m->pattern;
	if (!facts_hold(f, m, p->when, p->when_count))
		return false;
	h->summary = hint_expand(a, f, m, lang_text(p->summary), false);
	if (h->summary == NULL)
		return false;
	h->id = p->id;
	h->exception = m->failure != NULL ? m->failure->type : "";
	h->match = m;
	h->why = expand_why(a, f, m, p->why != NULL ? lang_text(p->why) : "");
	h->fixes = arena_array(a, p->fix_count, sizeof(*h->fixes));
	for (size_t i = 0; i < p->fix_count; i++) {
		const struct fix_template *t = &p->fixes[i];
		if (!facts_hold(f, m, t->when, t->when_count))
			continue;
		const struct fix *fix = hint_fix(a, c, f, m, t);
		if (fix != NULL && !fix_in(fix, h->fixes, h->fix_count))
			h->fixes[h->fix_count++] = *fix;
	}
	return true;
}

struct hints
hint_make(struct arena *a, struct catalog *c, struct facts *f, const struct matches *m, size_t limit)
{
	struct hints hints = {.all = arena_array(a, m->count, sizeof(*hints.all))};
	for (size_t i = 0; i < m->count && (limit == 0 || hints.count < limit); i++) {
		struct hint h = {0};
		if (hint_fill(a, c, f, &m->all[i], &h) && !hint_repeats(&h, &hints))
			hints.all[hints.count++] = h;
	}
	return hints;
}

const char *
hint_source(struct arena *a, const struct pattern *p)
{
	const char *share = strcmp(p->layer, "built-in") == 0 ? path_share(a) : NULL;
	if (share == NULL)
		return p->file;
	return path_join(a, path_join(a, share, "patterns"), path_base(p->file));
}
