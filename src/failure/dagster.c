/* dagster: exceptions with their frames below them, the cause at the end:
 *
 *   dagster._core.errors.DagsterExecutionStepExecutionError: Error occurred while executing op "load":
 *
 *   Stack Trace:
 *     File "execute_plan.py", line 245, in run
 *       yield event
 *
 *   The above exception was caused by the following exception:
 *   KeyError: 'dsn'
 *
 *   Stack Trace:
 *     … */
#include "failure/parser.h"

enum { CHAIN = 100, MESSAGE_LINES = 20 };

/* The exception that l names, if its frames stand below it so. */
static struct failure *
one_read(struct scope *s, const struct line *l)
{
	struct headline h;
	struct line m;
	size_t offset = l->next, end = l->next;
	if (!headline_read(l, &h) || !h.likely)
		return NULL;
	for (int i = 0; i < MESSAGE_LINES && line_read(&s->view, offset, &m); i++, offset = m.next) {
		if (line_is(&m, "Stack Trace:")) {
			struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
			failure_name(s, f, h.type, h.type_size);
			f->message = arena_strndup(s->parser->arena, h.rest, h.rest_size);
			if (end > l->next)
				f->message = arena_printf(s->parser->arena, "%s\n%s", f->message,
							  scope_text(s, &s->view, l->next, end));
			f->end = traceback_frames(s, m.next, f);
			return f->frame_count > 0 ? f : NULL;
		}
		if (m.n > 0 && boundary_of(&m) != BOUNDARY_NONE)
			return NULL;
		if (m.n > 0)
			end = m.next;
	}
	return NULL;
}

size_t
dagster_parse(struct scope *s, const struct line *l)
{
	struct line m;
	struct failure *f = s->likely ? one_read(s, l) : NULL, *deepest = f;
	size_t end = f != NULL ? f->end : 0;
	for (int i = 0; f != NULL && i < CHAIN; i++) {
		if (!line_read_filled(&s->view, end, 2, &m) ||
		    !line_is(&m, "The above exception was caused by the following exception:") ||
		    !line_read_filled(&s->view, m.next, 1, &m))
			break;
		struct failure *cause = one_read(s, &m);
		if (cause == NULL)
			break;
		deepest->cause = cause;
		deepest->link = LINK_CAUSE;
		deepest = cause;
		end = cause->end;
	}
	if (f == NULL)
		return 0;
	f->end = end;
	scope_add(s, f, WEIGHT_FULL);
	return end;
}
