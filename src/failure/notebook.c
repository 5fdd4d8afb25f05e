/* notebook: IPython and Jupyter.
 *
 *   ---------------------------------------------------------------------------
 *   ModuleNotFoundError                       Traceback (most recent call last)
 *   Cell In[1], line 1
 *   ----> 1 import foo
 *
 *   File ~/a.py:3, in f(x)
 *         2 def f(x):
 *   ----> 3     import bar
 *
 *   ModuleNotFoundError: No module named 'bar' */
#include <string.h>

#include "failure/parser.h"

static const char header[] = "Traceback (most recent call last)";

/* The type in front of the header, and spaces between. */
static bool
notebook_header(const struct line *l, size_t *type)
{
	size_t size = sizeof(header) - 1;
	if (l->n <= size + 1 || l->s[0] == ' ' || memcmp(l->s + l->n - size, header, size) != 0)
		return false;
	size_t n = l->n - size;
	while (n > 0 && l->s[n - 1] == ' ')
		n--;
	struct line name = *l;
	struct headline h;
	name.n = n;
	*type = n;
	return n < l->n - size && headline_read(&name, &h) && h.type_size == n;
}

static struct frame
frame_new(struct scope *s, const char *file, size_t file_n, int line, const char *function, size_t function_n)
{
	struct arena *a = s->parser->arena;
	return (struct frame){.file = arena_strndup(a, file, file_n),
			      .line = line,
			      .function = function_n > 0 ? arena_strndup(a, function, function_n) : NULL};
}

/* "File ~/a.py:3, in f(x)", "Cell In[1], line 1", "Input In [1], in <cell line: 1>()",
 * "~/a.py in f(x)", "<ipython-input-1-…> in <module>". */
bool
notebook_frame(struct scope *s, const struct line *l, struct frame *frame)
{
	size_t digits;
	const char *end = l->s + l->n, *in = line_find(l, " in ");
	const char *function = in != NULL ? in + 4 : end;
	size_t function_n = 0;
	while (function + function_n < end && function[function_n] != '(')
		function_n++;
	if (line_starts(l, "File ") && l->s[5] != '"') {
		const char *file = l->s + 5, *stop = in != NULL && in[-1] == ',' ? in - 1 : end;
		const char *colon = NULL;
		for (const char *p = file; p < stop; p++) {
			if (*p == ':')
				colon = p;
		}
		if (colon == NULL)
			return false;
		int line = line_number(colon + 1, (size_t)(stop - colon) - 1, &digits);
		*frame = frame_new(s, file, (size_t)(colon - file), line, function, function_n);
		return digits > 0;
	}
	if (line_starts(l, "Cell In[") || line_starts(l, "Input In [") || line_starts(l, "In  [") ||
	    line_starts(l, "Cell In [")) {
		const char *close = memchr(l->s, ']', l->n);
		const char *number = line_find(l, ", line ");
		if (close == NULL)
			return false;
		*frame = frame_new(s, l->s, (size_t)(close + 1 - l->s),
				   number != NULL ? line_number(number + 7, (size_t)(end - number) - 7, &digits) : 0,
				   function, function_n);
		return true;
	}
	if (in != NULL && (l->s[0] == '<' || l->s[0] == '/' || l->s[0] == '~' || line_find(l, ".py in ") != NULL)) {
		*frame = frame_new(s, l->s, (size_t)(in - l->s), 0, function, function_n);
		return true;
	}
	return false;
}

/* "----> 3     import bar": the line, its number, its source. */
static void
arrow_read(struct scope *s, const struct line *l, struct failure *f)
{
	size_t i = 0, digits;
	while (i < l->n && (l->s[i] == '-' || l->s[i] == '>' || l->s[i] == ' '))
		i++;
	int line = line_number(l->s + i, l->n - i, &digits);
	if (digits == 0 || f->frame_count == 0)
		return;
	struct frame *frame = &f->frames[f->frame_count - 1];
	struct line source = line_skip(l, i + digits);
	source = line_trim(&source);
	if (frame->source != NULL)
		return;
	frame->line = line;
	frame->source = arena_strndup(s->parser->arena, source.s, source.n);
}

/* A SyntaxError in a cell: "  Cell In[1], line 1", the source, a caret, the
 * exception; without a header. */
static size_t
notebook_syntax(struct scope *s, const struct line *l)
{
	struct line t = line_trim(l), m;
	struct frame place;
	struct headline h;
	if (line_indent(l) < 2 || !(line_starts(&t, "Cell In[") || line_starts(&t, "Input In [")) ||
	    !notebook_frame(s, &t, &place) || place.line == 0)
		return 0;
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	f->file = place.file;
	f->line = place.line;
	size_t offset = l->next;
	for (int i = 0; i < 4 && line_read(&s->view, offset, &m) && m.n > 0; i++) {
		if (m.s[0] != ' ') {
			if (!headline_read(&m, &h) || !h.likely)
				return 0;
			failure_name(s, f, h.type, h.type_size);
			size_t end = exception_read(s, &s->view, &m, &h, f);
			scope_add(s, f, WEIGHT_FULL);
			return end;
		}
		size_t indent = line_indent(&m);
		if (i == 0 && m.n > 4) {
			f->source = arena_strndup(s->parser->arena, m.s + 4, m.n - 4);
		} else if (indent < m.n && m.s[indent] == '^' && indent >= 4) {
			f->caret_from = (int)indent - 3;
			f->caret_to = (int)m.n - 4;
		}
		offset = m.next;
	}
	return 0;
}

/* nbclient says the last line twice. */
static void
unrepeat(struct scope *s, struct failure *f)
{
	const char *newline = strrchr(f->message, '\n');
	size_t type = strlen(f->type), first = strcspn(f->message, "\n");
	if (newline != NULL && strncmp(newline + 1, f->type, type) == 0 && strncmp(newline + 1 + type, ": ", 2) == 0 &&
	    strlen(newline + 3 + type) == first && strncmp(newline + 3 + type, f->message, first) == 0)
		f->message = arena_strndup(s->parser->arena, f->message, (size_t)(newline - f->message));
}

size_t
notebook_parse(struct scope *s, const struct line *l)
{
	size_t type;
	/* A prompt without a line end after it, where input was no terminal's. */
	if (line_starts(l, "In [") && l->n > 75) {
		struct line rule = line_skip(l, l->n - 75);
		return line_is_rule(&rule, "-", 75) ? l->next : 0;
	}
	if (l->s[0] == ' ')
		return notebook_syntax(s, l);
	if (!notebook_header(l, &type))
		return 0;
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	struct line m;
	size_t offset = l->next;
	while (line_read(&s->view, offset, &m)) {
		struct frame frame;
		struct headline h;
		size_t again;
		if (m.n == 0 || m.s[0] == ' ') {
			offset = m.next;
			continue;
		}
		if (m.s[0] == '-' && line_find(&m, "> ") != NULL) {
			arrow_read(s, &m, f);
		} else if (headline_read(&m, &h) && h.type_size >= 1 && (h.rest_size > 0 || h.likely) &&
			   !notebook_frame(s, &m, &frame)) {
			failure_name(s, f, h.type, h.type_size);
			size_t end = exception_read(s, &s->view, &m, &h, f);
			unrepeat(s, f);
			scope_add(s, f, WEIGHT_FULL);
			return end;
		} else if (notebook_frame(s, &m, &frame)) {
			failure_add_frame(s, f, frame);
		} else if (notebook_header(&m, &again)) {
			return m.start;
		}
		offset = m.next;
	}
	return offset;
}
