/* dask: its worker's record of a task that failed, the exception and the frames as
 * reprs:
 *
 *   Exception: "ZeroDivisionError('division by zero')"
 *   Traceback: '  File "a.py", line 2, in g\n    return 1 / x\n' */
#include <string.h>

#include "failure/parser.h"

enum { FRAMES = 1000 };

/* The frames of the repr l, whose newlines are escaped. */
static void
frames_read(struct scope *s, const struct line *l, struct failure *f)
{
	const char *p = l->s, *end = l->s + l->n;
	while (p < end && f->frame_count < FRAMES) {
		const char *newline = memmem(p, (size_t)(end - p), "\\n", 2);
		struct line part = {.s = p, .n = (size_t)((newline != NULL ? newline : end) - p)};
		struct line text = line_trim(&part);
		struct frame frame;
		if (traceback_frame(s, &part, &frame))
			failure_add_frame(s, f, frame);
		else if (text.n > 1 && f->frame_count > 0 && f->frames[f->frame_count - 1].source == NULL)
			f->frames[f->frame_count - 1].source = arena_strndup(s->parser->arena, text.s, text.n);
		p = newline != NULL ? newline + 2 : end;
	}
}

size_t
dask_parse(struct scope *s, const struct line *l)
{
	static const char exception[] = "Exception: \"", traceback[] = "Traceback: ";
	struct line below, name;
	struct headline h;
	if (!line_starts(l, exception) || !line_ends(l, ")\"") || !line_read(&s->view, l->next, &below) ||
	    !line_starts(&below, traceback))
		return 0;
	name = line_skip(l, sizeof(exception) - 1);
	const char *open = memchr(name.s, '(', name.n);
	size_t n = open != NULL ? (size_t)(open - name.s) : 0;
	struct line type = {.s = name.s, .n = n};
	if (n == 0 || !headline_read(&type, &h) || h.type_size != n)
		return 0;
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	failure_name(s, f, name.s, n);
	const char *message = open + 1, *end = name.s + name.n - 2;
	if (end - message >= 2 && (*message == '\'' || *message == '"') && end[-1] == *message) {
		message++;
		end--;
	}
	f->message = arena_strndup(s->parser->arena, message, (size_t)(end - message));
	f->end = below.next;
	struct line frames = line_skip(&below, sizeof(traceback));
	frames_read(s, &frames, f);
	scope_add(s, f, WEIGHT_FULL);
	return below.next;
}
