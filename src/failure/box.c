/* box: rich's and typer's boxes.
 *
 *   ╭────────── Traceback (most recent call last) ──────────╮
 *   │ /home/ada/a.py:5 in <module>                          │
 *   │                                                       │
 *   │   4                                                   │
 *   │ ❱ 5 f()                                               │
 *   ╰───────────────────────────────────────────────────────╯
 *   ValueError: bad */
#include <string.h>

#include "base/buf.h"
#include "failure/parser.h"

enum {
	PLACE_LINES = 6,  /* that a frame's path takes in a narrow box */
	BOX_INDENT = 120, /* of a box in a column of a log */
};

static size_t
characters(const struct line *l)
{
	size_t n = 0;
	for (size_t i = 0; i < l->n; i++)
		n += ((unsigned char)l->s[i] & 0xc0) != 0x80;
	return n;
}

static bool
starts_box(const struct line *l)
{
	return line_starts(l, "\u256d\u2500") || line_starts(l, "\u250c\u2500") || line_starts(l, "+--");
}

static bool
ends_box(const struct line *l)
{
	return line_starts(l, "\u2570\u2500") || line_starts(l, "\u2514\u2500") || line_starts(l, "+--");
}

/* What stands between the bars; false if the line is not inside a box. */
static bool
inside_box(const struct line *l, struct line *content)
{
	const char *bars[] = {"\u2502", "|"};
	for (size_t i = 0; i < 2; i++) {
		size_t n = strlen(bars[i]);
		if (!line_starts(l, bars[i]))
			continue;
		*content = line_skip(l, n);
		if (line_ends(content, bars[i]))
			content->n -= n;
		while (content->n > 0 && content->s[content->n - 1] == ' ')
			content->n--;
		return true;
	}
	return false;
}

/* " /home/ada/a.py:5 in <module>"; in a SyntaxError's box with one space more and
 * without a function. */
static bool
box_frame(struct scope *s, const struct line *content, struct frame *frame)
{
	struct line t = line_trim(content);
	if (line_indent(content) < 1 || line_indent(content) > 2 || t.n == 0)
		return false;
	const char *in = NULL, *end = t.s + t.n;
	if (line_starts(&t, "in ")) { /* of a file that is not there: "in f:3" */
		const char *last = memrchr(t.s, ':', t.n);
		size_t count;
		if (last == NULL || last == t.s + 3)
			return false;
		int number = line_number(last + 1, (size_t)(end - last) - 1, &count);
		if (count == 0 || last + 1 + count != end)
			return false;
		*frame = (struct frame){.file = "<unknown>",
					.line = number,
					.function = arena_strndup(s->parser->arena, t.s + 3, (size_t)(last - t.s) - 3)};
		return true;
	}
	for (const char *p = t.s; (p = memmem(p, (size_t)(end - p), " in ", 4)) != NULL; p += 4)
		in = p;
	const char *stop = in != NULL ? in : end, *colon = NULL;
	for (const char *p = t.s; p < stop; p++) {
		if (*p == ':')
			colon = p;
	}
	size_t digits;
	if (colon == NULL || colon == t.s)
		return false;
	int line = line_number(colon + 1, (size_t)(stop - colon) - 1, &digits);
	if (digits == 0 || colon + 1 + digits != stop)
		return false;
	struct arena *a = s->parser->arena;
	*frame = (struct frame){.file = arena_strndup(a, t.s, (size_t)(colon - t.s)), .line = line};
	if (in != NULL)
		frame->function = arena_strndup(a, in + 4, (size_t)(end - in) - 4);
	return true;
}

/* " ❱ 5 f()" */
static bool
box_arrow(struct scope *s, const struct line *content, struct frame *frame)
{
	struct line t = line_trim(content);
	if (line_starts(&t, "\u2771 "))
		t = line_skip(&t, strlen("\u2771 "));
	else if (line_starts(&t, "> "))
		t = line_skip(&t, 2);
	else
		return false;
	size_t digits;
	t = line_trim(&t);
	line_number(t.s, t.n, &digits);
	if (digits == 0)
		return false;
	t = line_skip(&t, digits);
	/* Guides of indentation are drawn into the source. */
	while (t.n > 0) {
		if (t.s[0] == ' ')
			t = line_skip(&t, 1);
		else if (line_starts(&t, "\u2502"))
			t = line_skip(&t, strlen("\u2502"));
		else
			break;
	}
	frame->source = arena_strndup(s->parser->arena, t.s, t.n);
	return true;
}

/* rich wraps the message at the box's width; a line end where the next word
 * would not have fitted any more is taken for such a wrap. */
static const char *
unwrap(struct scope *s, const char *message, size_t lead, size_t width)
{
	struct buf b = buf_new(s->parser->arena);
	size_t column = lead;
	for (const char *p = message; *p != '\0'; p++) {
		if (*p == '\n') {
			size_t word = strcspn(p + 1, " \n");
			bool wrapped = p[1] != '\0' && p[1] != ' ' && p[1] != '\n' && column + 1 + word > width;
			buf_add_char(&b, wrapped ? ' ' : '\n');
			column = 0;
			continue;
		}
		buf_add_char(&b, *p);
		column += ((unsigned char)*p & 0xc0) != 0x80;
	}
	return b.text;
}

/* The frame whose place begins in the line l of the box; one too long for the
 * box goes on in the next lines, broken at a space, or anywhere where no space
 * was. Returns the offset behind it, or 0. */
static size_t
box_place(struct scope *s, const struct line *l, size_t width, struct frame *frame)
{
	struct line m = *l, content;
	struct buf b = buf_new(s->parser->arena);
	bool full = false;
	for (int lines = 0; lines < PLACE_LINES && inside_box(&m, &content) && content.n > 0; lines++) {
		struct line t = line_trim(&content), whole;
		if (line_starts(&t, "\u2771") || line_starts(&t, "\u256d") || line_indent(&content) != 1)
			return 0;
		size_t before = b.size;
		for (int attempt = lines > 0 && full ? 0 : 1; attempt < 2; attempt++) {
			b.size = before;
			if (lines == 0 || attempt == 1)
				buf_add_char(&b, ' ');
			buf_add(&b, t.s, t.n);
			whole = (struct line){.s = b.text, .n = b.size};
			if (box_frame(s, &whole, frame) && frame->function != NULL)
				return m.next;
		}
		if (full) {
			b.size = before;
			buf_add(&b, t.s, t.n);
		}
		full = characters(&content) + 3 >= width;
		if (!line_read(&s->view, m.next, &m))
			break;
	}
	return 0;
}

static size_t
box_traceback(struct scope *s, const struct line *l)
{
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	struct line m, content;
	size_t offset = l->next, width = characters(l);
	const char *syntax_file = NULL;
	int syntax_line = 0;
	bool begins = true; /* a frame's place can stand here: first of all, or below an empty line */
	while (line_read(&s->view, offset, &m) && inside_box(&m, &content)) {
		struct frame frame;
		size_t next = begins ? box_place(s, &m, width, &frame) : 0;
		if (next > 0)
			failure_add_frame(s, f, frame);
		else if (f->frame_count > 0)
			box_arrow(s, &content, &f->frames[f->frame_count - 1]);
		begins = content.n == 0;
		offset = next > 0 ? next : m.next;
	}
	if (!line_read(&s->view, offset, &m) || !ends_box(&m))
		return offset;
	offset = m.next;
	/* A SyntaxError has a second box: the place, the source, and ▲ below it. */
	if (line_read(&s->view, offset, &m) && starts_box(&m)) {
		const char *source = NULL;
		int column = 0;
		offset = m.next;
		while (line_read(&s->view, offset, &m) && inside_box(&m, &content)) {
			struct frame place;
			struct line t = line_trim(&content);
			if (box_frame(s, &content, &place)) {
				syntax_file = place.file;
				syntax_line = place.line;
			} else if (line_starts(&t, "\u25b2")) {
				column = (int)line_indent(&content);
			} else if (t.n > 0 && source == NULL) {
				source = arena_strndup(s->parser->arena, content.s + 1, content.n - 1);
			}
			offset = m.next;
		}
		if (line_read(&s->view, offset, &m) && ends_box(&m))
			offset = m.next;
		if (syntax_file != NULL) {
			f->file = syntax_file;
			f->line = syntax_line;
			f->source = source;
			f->caret_from = f->caret_to = column;
		}
	}
	struct headline h;
	if (!line_read_filled(&s->view, offset, 1, &m) || !headline_read(&m, &h))
		return offset;
	failure_name(s, f, h.type, h.type_size);
	h.single = false;
	offset = exception_read(s, &s->view, &m, &h, f);
	f->message = unwrap(s, f->message, h.type_size + 2, width);
	scope_add(s, f, WEIGHT_FULL);
	return offset;
}

/* typer's usage errors: a box titled Error. */
static size_t
box_error(struct scope *s, const struct line *l)
{
	struct failure *f = failure_new(s, FAILURE_TOOL, l->start);
	struct buf message = buf_new(s->parser->arena);
	struct line m, content;
	size_t offset = l->next;
	while (line_read(&s->view, offset, &m) && inside_box(&m, &content)) {
		content = line_trim(&content);
		if (message.size > 0)
			buf_add_char(&message, ' ');
		buf_add(&message, content.s, content.n);
		offset = m.next;
	}
	if (line_read(&s->view, offset, &m) && ends_box(&m))
		offset = m.next;
	f->type = f->name = "click";
	f->message = message.text;
	f->end = offset;
	scope_add(s, f, WEIGHT_FULL);
	return offset;
}

/* A box in a column of its own, as rich's log handler has it: all behind the
 * column's margin is a text of its own. */
static size_t
box_column(struct scope *s, const struct line *l, size_t indent)
{
	struct arena *a = s->parser->arena;
	char *margin = arena_printf(a, "%.*s%*s", (int)s->view.margin_size, s->view.margin, (int)indent, "");
	struct scope column = scope_within(s, margin, s->view.end);
	size_t end = scope_run(&column, l->start);
	for (size_t i = 0; i < column.count; i++)
		scope_add(s, column.found[i].failure, column.found[i].weight);
	return end;
}

size_t
box_parse(struct scope *s, const struct line *l)
{
	size_t indent = line_indent(l);
	struct line t = line_trim(l);
	if (indent > 0 && indent <= BOX_INDENT && starts_box(&t) && s->parser->depth < DEPTH_LIMIT &&
	    line_find(&t, " Traceback (most recent call last) ") != NULL)
		return box_column(s, l, indent);
	if (!starts_box(l))
		return 0;
	if (line_find(l, " Traceback (most recent call last) ") != NULL)
		return box_traceback(s, l);
	return line_find(l, " Error ") != NULL ? box_error(s, l) : 0;
}
