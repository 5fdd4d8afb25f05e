/* repeat: what docker's build prints a second time, below the log of all steps, of
 * the one that failed:
 *
 *   ------
 *    > [4/5] RUN python main.py:
 *   0.345 Traceback (most recent call last):
 *   …
 *   ------
 *
 * What was read before is not counted again; on a terminal it is all that is left. */
#include <string.h>

#include "failure/parser.h"

enum { LINES = 200, BACK = 64 };

static bool
is_known(const struct scope *s, const struct failure *f)
{
	for (size_t i = s->count, looked = 0; i > 0 && looked < BACK; i--, looked++) {
		const struct failure *one = s->found[i - 1].failure;
		if (one->kind == f->kind && one->frame_count == f->frame_count && strcmp(one->type, f->type) == 0 &&
		    strcmp(one->message, f->message) == 0)
			return true;
	}
	return false;
}

size_t
repeat_parse(struct scope *s, const struct line *l)
{
	struct line m;
	if (!line_is(l, "------") || s->parser->depth >= DEPTH_LIMIT || !line_read(&s->view, l->next, &m) ||
	    !line_starts(&m, " > [") || m.s[m.n - 1] != ':')
		return 0;
	size_t from = m.next, end = from;
	for (int i = 0; i < LINES && line_read(&s->view, end, &m) && !line_is(&m, "------"); i++)
		end = m.next;
	struct scope inside = scope_within(s, NULL, end);
	scope_run(&inside, from);
	for (size_t i = 0; i < inside.count; i++)
		if (!is_known(s, inside.found[i].failure))
			scope_add(s, inside.found[i].failure, inside.found[i].weight);
	return line_read(&s->view, end, &m) && line_is(&m, "------") ? m.next : end;
}
