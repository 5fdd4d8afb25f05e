/* exception: the message and the notes below the line that names an exception;
 * and that line alone, as people paste it. */
#include <string.h>

#include "base/buf.h"
#include "failure/parser.h"
#include "failure/rewording.h"

enum {
	MESSAGE_LINES = 400,
	NOTES = 64,
};

/* Another traceback stands in the message: what a worker, a child or a caught
 * exception printed, quoted. */
static bool
is_quoted(struct scope *s, const struct line *l, const struct line *before)
{
	size_t column;
	struct frame frame;
	if (traceback_header(l, &column)) {
		size_t last = before->n;
		/* Spark: what a worker of Python raised stands in what the JVM says. */
		if (line_find(l, "PythonException: ") != NULL || line_ends(before, "see the stack trace below."))
			return true;
		return last == 0 || before->s[last - 1] == ':' || before->s[last - 1] == '"' ||
		       line_starts(l, "Original ") || line_find(before, "Failed to import test module") != NULL ||
		       line_is_rule(before, "-", 3) || (line_indent(l) > 0 && column == line_indent(l));
	}
	/* Ray shows the frames without a header. */
	return l->n > 9 && l->s[0] == ' ' && before->n > 0 && traceback_frame(s, l, &frame) && frame.function != NULL;
}

/* What stands between """ lines is a worker's traceback as text. */
static size_t
remote_read(struct scope *s, const struct view *v, const struct line *quote, struct failure *f)
{
	struct line l;
	size_t offset = quote->next;
	while (line_read(v, offset, &l) && !line_is(&l, "\"\"\""))
		offset = l.next;
	struct scope inside = scope_within(s, NULL, offset);
	inside.view.margin = v->margin;
	inside.view.margin_size = v->margin_size;
	scope_run(&inside, quote->next);
	if (inside.count > 0) {
		f->cause = inside.found[inside.count - 1].failure;
		f->cause->origin = "worker";
		f->link = LINK_INNER;
	}
	return line_read(v, offset, &l) ? l.next : offset;
}

static const char **
notes_of(struct scope *s, const struct view *v, size_t from, size_t end)
{
	const char **notes = arena_array(s->parser->arena, NOTES + 1, sizeof(*notes));
	struct line l;
	size_t count = 0;
	for (size_t offset = from; offset < end && count < NOTES && line_read(v, offset, &l); offset = l.next)
		notes[count++] = arena_strndup(s->parser->arena, l.s, l.n);
	return count > 0 ? notes : NULL;
}

/* The notes that the standard library itself adds (codecs 3.11, classes 3.12, json and
 * pickle 3.14): of what may have many lines, they end the message. Where it ends. */
static size_t
message_end(const struct view *v, size_t from, size_t end)
{
	static const char *const said[] = {"when serializing ", "decoding with '", "encoding with '",
					   "Error calling __set_name__ on "};
	struct line l;
	for (size_t offset = from; offset < end && line_read(v, offset, &l); offset = l.next)
		for (size_t n = 0; n < sizeof(said) / sizeof(said[0]); n++)
			if (line_starts(&l, said[n]))
				return offset;
	return end;
}

/* Behind a quotation: where the JVM stood, which is the quoting message's. */
static bool
is_outer(const struct scope *s, const struct line *l)
{
	return s->parser->quotes > 0 && line_starts(l, "\tat ");
}

size_t
exception_read(struct scope *s, const struct view *v, const struct line *l, const struct headline *h, struct failure *f)
{
	struct arena *a = s->parser->arena;
	struct line m, before = *l;
	before.s = h->rest;
	before.n = h->rest_size;
	size_t offset = l->next, end = l->next;
	f->end = end;
	f->message = arena_strndup(a, h->rest, h->rest_size);
	size_t name = strlen("RemoteTraceback");
	if (h->type_size >= name && memcmp(h->type + h->type_size - name, "RemoteTraceback", name) == 0 &&
	    s->parser->depth < DEPTH_LIMIT && line_read(v, offset, &m) && line_is(&m, "\"\"\"")) {
		f->end = remote_read(s, v, &m, f);
		return f->end;
	}
	bool single = h->single;
	for (int lines = 1; lines < MESSAGE_LINES && line_read(v, offset, &m); lines++) {
		if (s->parser->quotes < QUOTE_LIMIT && m.n > 0 && is_quoted(s, &m, &before)) {
			struct scope at = scope_within(s, NULL, v->end);
			at.view = *v;
			s->parser->quotes++;
			struct failure *inner = traceback_read(&at, &m, &offset);
			s->parser->quotes--;
			if (inner != NULL) {
				/* One quotation is the cause; what more a message quotes is passed over. */
				if (f->cause == NULL) {
					inner->origin = "worker";
					failure_link_inner(f, inner, LINK_INNER);
				}
				end = inner->end;
				single = false;
			}
			/* The end of a quotation says nothing about what follows. */
			before.n = 0;
			before.s = "";
			continue;
		}
		if (m.n > 0 && (boundary_of(&m) != BOUNDARY_NONE || is_outer(s, &m)))
			break;
		/* Another process's, that wrote at the same time. */
		struct headline other;
		if (single && m.n > 0 && headline_read(&m, &other) && other.known && other.rest_size > 0)
			break;
		if (m.n == 0) {
			struct line next;
			if (single || !line_read_filled(v, m.next, 8, &next) || is_outer(s, &next))
				break;
			bool quoted = is_quoted(s, &next, &before) || line_starts(&next, "\tat "),
			     empty = h->rest_size == 0 && end == l->next;
			if (!quoted && !empty && boundary_ahead(s, v, m.next) == BOUNDARY_OTHER)
				break;
			if (!quoted && boundary_of(&next) != BOUNDARY_NONE)
				break;
		} else {
			end = m.next;
			before = m;
		}
		offset = m.next;
	}
	if (end > l->next) {
		size_t last = single ? l->next : message_end(v, l->next, end);
		if (last < end)
			f->notes = notes_of(s, v, last, end);
		if (last > l->next) {
			struct buf message = buf_new(a);
			buf_add(&message, h->rest, h->rest_size);
			buf_add_char(&message, '\n');
			buf_add_string(&message, scope_text(s, v, l->next, last));
			f->message = message.text;
		}
	}
	f->message = rewording_plain(a, f->name, f->message);
	f->end = end;
	return end;
}

/* Nothing but blanks before or after the line: the text begins or ends with it. */
static bool
stands_alone(struct scope *s, const struct line *l)
{
	struct line next;
	if (!line_read_filled(&s->view, l->next, 3, &next))
		return true;
	size_t i = l->start;
	while (i > 0 && (s->view.text[i - 1] == '\n' || s->view.text[i - 1] == ' '))
		i--;
	return i == 0;
}

/* The line alone, without a traceback. A name that Python itself has, or a
 * qualified one, is believed; another one only where nothing else stands. */
size_t
exception_parse(struct scope *s, const struct line *l)
{
	struct headline h;
	if (l->s[0] == '<' || !headline_read(l, &h) || !h.likely)
		return 0;
	bool expected = s->pending != LINK_NONE || s->origin != NULL || s->view.margin_size > 0;
	bool dotted = memchr(h.type, '.', h.type_size) != NULL;
	bool interrupt = h.type_size == 17 && memcmp(h.type, "KeyboardInterrupt", 17) == 0;
	bool remote = line_find(l, "RemoteTraceback") != NULL;
	if (h.rest_size == 0 && !expected && !interrupt && !remote && !(dotted && l->s[l->n - 1] == ':'))
		return 0;
	static const char warning[] = "Warning";
	size_t w = sizeof(warning) - 1;
	if (!expected && h.type_size > w && memcmp(h.type + h.type_size - w, warning, w) == 0)
		return 0;
	/* JavaScript and Java say it the same way, and go on with "    at …". */
	struct line next;
	if (line_read(&s->view, l->next, &next)) {
		struct line t = line_trim(&next);
		if (line_starts(&t, "at ") || line_starts(&next, "\tat "))
			return 0;
	}
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	failure_name(s, f, h.type, h.type_size);
	size_t end = exception_read(s, &s->view, l, &h, f);
	end = group_read(s, &s->view, end, f);
	if (!expected && !h.known && !dotted && !stands_alone(s, l))
		return 0;
	/* What the line of a RemoteTraceback quotes stands for it. */
	if (remote && f->cause != NULL) {
		f->cause->offset = f->offset;
		f->cause->end = f->end;
		f = f->cause;
	}
	scope_add(s, f, expected || f->frame_count > 0 ? WEIGHT_FULL : WEIGHT_WEAK);
	return end;
}
