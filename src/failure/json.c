/* json: a traceback as a string in one line of JSON, or in a repr: "Traceback
 * (most recent call last):\n  File \"a.py\", line 1, in <module>\n…", as
 * structured logs and ansible have it. */
#include <string.h>

#include "base/buf.h"
#include "failure/parser.h"

enum { LIMIT = 256 << 10 };

/* All of a chain now stands where the line stands. */
static void
place(struct failure *f, const struct line *l, const struct process *process, int depth)
{
	for (; f != NULL && depth < DEPTH_LIMIT; f = f->cause) {
		f->offset = l->start;
		f->end = l->next;
		f->process = process;
		for (struct failure **m = f->members; m != NULL && *m != NULL; m++)
			place(*m, l, process, depth + 1);
	}
}

size_t
json_parse(struct scope *s, const struct line *l)
{
	static const char header[] = "Traceback (most recent call last):\\n";
	size_t limit = l->n < LIMIT ? l->n : LIMIT;
	if (s->parser->depth >= DEPTH_LIMIT || l->n < sizeof(header))
		return 0;
	const char *at = memmem(l->s, limit, header, sizeof(header) - 1);
	if (at == NULL)
		return 0;
	struct buf b = buf_new(s->parser->arena);
	/* The string ends at the quote that began it; a quote inside is escaped. */
	char quote = '\0';
	for (const char *p = at; p > l->s; p--) {
		if (p[-1] == '"' || p[-1] == '\'') {
			quote = p[-1];
			break;
		}
	}
	const char *p = at, *end = l->s + limit;
	for (; p < end && *p != quote; p++) {
		if (*p != '\\' || p + 1 == end) {
			buf_add_char(&b, *p);
			continue;
		}
		p++;
		buf_add_char(&b, *p == 'n' ? '\n' : *p == 't' ? '\t' : *p);
	}
	/* Offsets of that text are no offsets of ours. */
	struct failure here = *failure_new(s, FAILURE_EXCEPTION, l->start);
	struct scope inside = {.parser = s->parser, .view = {b.text, b.size, "", 0}};
	s->parser->ahead.to = 0;
	scope_run(&inside, 0);
	s->parser->ahead.to = 0;
	for (size_t i = 0; i < inside.count; i++) {
		place(inside.found[i].failure, l, here.process, 0);
		scope_add(s, inside.found[i].failure, inside.found[i].weight);
	}
	return inside.count > 0 ? l->next : 0;
}
