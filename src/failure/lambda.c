/* lambda: AWS Lambda's runtime names the exception first, and ends with the frames:
 *
 *   [ERROR] KeyError: 'id'
 *   Traceback (most recent call last):
 *     File "/var/task/main.py", line 3, in handler
 *       return event["id"] */
#include "failure/parser.h"

size_t
lambda_parse(struct scope *s, const struct line *l)
{
	static const char mark[] = "[ERROR] ";
	struct line header, name;
	struct headline h;
	struct frame frame;
	size_t column;
	if (!line_starts(l, mark) || !line_read(&s->view, l->next, &header) || !traceback_header(&header, &column) ||
	    column != 0)
		return 0;
	name = line_skip(l, sizeof(mark) - 1);
	if (!headline_read(&name, &h) || !h.likely)
		return 0;
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	failure_name(s, f, h.type, h.type_size);
	f->message = arena_strndup(s->parser->arena, h.rest, h.rest_size);
	f->end = traceback_frames(s, header.next, f);
	/* A logger's line may stand above any traceback, whose own exception follows then. */
	struct line next;
	struct headline own;
	if (f->end > header.next && line_read(&s->view, f->end, &next) && next.n > 0 && headline_read(&next, &own) &&
	    own.likely)
		return 0;
	if (f->frame_count > 0 && f->frames[f->frame_count - 1].function == NULL) {
		frame = f->frames[--f->frame_count];
		f->file = frame.file;
		f->line = frame.line;
		f->source = frame.source;
	}
	scope_add(s, f, WEIGHT_FULL);
	return f->end;
}
