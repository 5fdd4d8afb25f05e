/* traceback: CPython 2.7 to 3.14 and PyPy, and the printers that keep their
 * shape: loguru, better-exceptions, stackprinter. */
#include <string.h>

#include "failure/parser.h"

enum {
	BROKEN = 60,   /* bytes of a line that a terminal may have broken */
	FRAMES = 1000, /* where no exception ends them */
};

static const char header[] = "Traceback (most recent call last):";

bool
traceback_header(const struct line *l, size_t *column)
{
	size_t size = sizeof(header) - 1;
	if (l->n < size || l->s[l->n - 1] != ':' || memcmp(l->s + l->n - size, header, size) != 0)
		return false;
	*column = l->n - size;
	return true;
}

bool
traceback_frame(struct scope *s, const struct line *l, struct frame *frame)
{
	struct line t = line_trim(l);
	if (t.n > 2 && t.s[0] == '>' && t.s[1] == ' ') /* loguru's mark */
		t = line_skip(&t, 2);
	if (!line_starts(&t, "File \""))
		return false;
	static const char between[] = "\", line ";
	size_t size = sizeof(between) - 1;
	const char *file = t.s + 6, *end = t.s + t.n, *line = NULL;
	for (const char *p = file; (p = memmem(p, (size_t)(end - p), between, size)) != NULL; p += size)
		line = p;
	if (line == NULL)
		return false;
	size_t digits;
	const char *number = line + size;
	int value = line_number(number, (size_t)(end - number), &digits);
	const char *rest = number + digits;
	if (digits == 0 || (rest < end && (end - rest < 6 || memcmp(rest, ", in ", 5) != 0)))
		return false;
	struct arena *a = s->parser->arena;
	*frame = (struct frame){.file = arena_strndup(a, file, (size_t)(line - file)), .line = value};
	if (rest < end)
		frame->function = arena_strndup(a, rest + 5, (size_t)(end - rest) - 5);
	return true;
}

/* IPython's own words in a traceback of Python's shape (its mode Plain). */
static bool
plain_frame(struct scope *s, const struct line *l, struct frame *frame)
{
	struct line t = line_trim(l);
	return line_indent(l) == 2 && (t.s[0] == 'F' || t.s[0] == 'C' || t.s[0] == 'I') && notebook_frame(s, &t, frame);
}

size_t
traceback_frames(struct scope *s, size_t offset, struct failure *f)
{
	struct line l;
	struct frame frame;
	while (f->frame_count < FRAMES && line_read(&s->view, offset, &l) && l.n > 0 && l.s[0] == ' ') {
		struct line source = line_trim(&l);
		if (traceback_frame(s, &l, &frame))
			failure_add_frame(s, f, frame);
		else if (f->frame_count > 0 && f->frames[f->frame_count - 1].source == NULL)
			f->frames[f->frame_count - 1].source = arena_strndup(s->parser->arena, source.s, source.n);
		offset = l.next;
	}
	return offset;
}

/* Where the marks of a line of ^ and ~ are: its first and last column from 0. */
static bool
caret_columns(const struct line *l, size_t *from, size_t *to)
{
	bool marked = false;
	for (size_t i = 0; i < l->n; i++) {
		if (l->s[i] == '^' || l->s[i] == '~') {
			if (!marked)
				*from = i;
			*to = i;
			marked = true;
		} else if (l->s[i] != ' ') {
			return false;
		}
	}
	return marked;
}

/* What stands below a frame's line: the first line is its source, a line of
 * carets right below it marks a part; all else (further lines of a long
 * statement, the values that loguru and stackprinter show) is passed over. */
struct body {
	size_t lines;
	size_t indent;   /* of the frame's line */
	const char *raw; /* the source line as printed, behind the indent that Python adds */
	size_t raw_size;
	size_t shift; /* columns between the line's start and `source` */
	bool marked;
	size_t from, to; /* columns of the carets in the line, from 0 */
};

static void
body_read(struct scope *s, const struct line *l, struct body *b, struct frame *frame)
{
	size_t from = 0, to = 0;
	struct line t = line_trim(l);
	if (b->lines++ == 0) {
		size_t blank = 0, added;
		while (blank < l->n && (l->s[blank] == ' ' || l->s[blank] == '\t'))
			blank++;
		added = b->indent + 2 < blank ? b->indent + 2 : blank;
		b->raw = l->s + added;
		b->raw_size = l->n - added;
		while (t.n > 0 && t.s[0] == '\t')
			t = line_skip(&t, 1);
		b->shift = l->n - t.n;
		frame->source = arena_strndup(s->parser->arena, t.s, t.n);
	} else if (b->lines == 2 && caret_columns(l, &from, &to)) {
		b->marked = true;
		b->from = from;
		b->to = to;
		frame->caret_from = from >= b->shift ? (int)(from - b->shift) + 1 : 1;
		frame->caret_to = to >= b->shift ? (int)(to - b->shift) + 1 : 1;
	} else if (line_starts(&t, "-->")) {
		/* stackprinter: "--> 8    f(0)" is the line; what came before was its surroundings. */
		size_t i = 3, digits;
		while (i < t.n && t.s[i] == ' ')
			i++;
		line_number(t.s + i, t.n - i, &digits);
		i += digits;
		while (i < t.n && t.s[i] == ' ')
			i++;
		frame->source = arena_strndup(s->parser->arena, t.s + i, t.n - i);
	}
}

/* The last frame has no function: it is the place of a SyntaxError. */
static void
syntax_read(struct scope *s, struct failure *f, const struct body *b)
{
	struct frame *place = &f->frames[f->frame_count - 1];
	f->file = place->file;
	f->line = place->line;
	if (b->raw != NULL) {
		f->source = arena_strndup(s->parser->arena, b->raw, b->raw_size);
		/* In the frame, columns count from the text; here the file's own indent is part of it. */
		size_t added = b->indent + 2;
		if (b->marked) {
			f->caret_from = b->from >= added ? (int)(b->from - added) + 1 : 1;
			f->caret_to = b->to >= added ? (int)(b->to - added) + 1 : 1;
		}
	}
	f->frame_count--;
}

/* A terminal broke the line l where it was full, and what was copied keeps the
 * break: `  File "/a/very/long/path/mod` and `ule.py", line 3, in f`. Returns the
 * offset behind both, or 0. */
static size_t
broken_frame(struct scope *s, const struct view *v, const struct line *l, struct frame *frame)
{
	struct line t = line_trim(l), next;
	if (l->n < BROKEN || !line_starts(&t, "File \"") || !line_read(v, l->next, &next) || next.n == 0 ||
	    next.s[0] == ' ')
		return 0;
	char *joined = arena_printf(s->parser->arena, "%.*s%.*s", (int)l->n, l->s, (int)next.n, next.s);
	struct line whole = {.s = joined, .n = strlen(joined), .start = l->start, .next = next.next};
	return traceback_frame(s, &whole, frame) ? next.next : 0;
}

/* The rest of a source line that was broken so: behind it the traceback goes on. */
static bool
is_rest(struct scope *s, const struct view *v, const struct line *before, const struct line *l)
{
	struct line next;
	struct frame frame;
	struct headline h;
	return before->n >= BROKEN && line_read(v, l->next, &next) && next.n > 0 &&
	       (traceback_frame(s, &next, &frame) || (headline_read(&next, &h) && h.likely));
}

/* A line of a traceback's body can be empty (loguru); then what comes next
 * decides whether the traceback goes on. */
static bool
goes_on(struct scope *s, const struct view *v, const struct line *empty, struct line *next)
{
	struct frame frame;
	struct headline h;
	if (!line_read_filled(v, empty->next, 2, next))
		return false;
	return next->s[0] == ' ' || traceback_frame(s, next, &frame) || (headline_read(next, &h) && h.likely);
}

/* The view that the lines of the traceback are in. Its margin is what stands
 * before `Traceback`, made of spaces and a group's bars; where that is
 * something else (a progress bar that did not end its line), the first frame's
 * own indent tells. */
static struct view
traceback_view(struct scope *s, const struct line *l, size_t column)
{
	struct view v = s->view;
	const char *raw = v.text + l->start;
	size_t width = (size_t)(l->s - raw) + column, plain = (size_t)(l->s - raw);
	while (plain < width && memchr(" |+", raw[plain], 3) != NULL)
		plain++;
	static const char group[] = "Exception Group ";
	bool is_group = width - plain >= sizeof(group) - 1 && memcmp(raw + plain, group, sizeof(group) - 1) == 0;
	if (plain == width || (is_group && plain + sizeof(group) - 1 == width)) {
		char *margin = arena_strndup(s->parser->arena, raw, plain);
		for (size_t i = v.margin_size; i < plain; i++) {
			if (margin[i] == '+')
				margin[i] = '|';
		}
		v.margin = margin;
		v.margin_size = plain;
		return v;
	}
	struct line next;
	struct frame frame;
	if (line_read_filled(&v, l->next, 1, &next) && traceback_frame(s, &next, &frame)) {
		size_t indent = line_indent(&next);
		if (indent > 2) {
			v.margin = arena_strndup(s->parser->arena, v.text + next.start, v.margin_size + indent - 2);
			v.margin_size += indent - 2;
		}
	}
	return v;
}

/* Django's page and its mails say at l, below the frames, `Exception Type: KeyError at /cart`
 * and `Exception Value: 'price'`. Returns the offset behind them, or 0. */
static size_t
django_ending(struct scope *s, const struct view *v, const struct line *l, struct failure *f)
{
	static const char type[] = "Exception Type: ", value[] = "Exception Value: ";
	struct line m;
	if (f->frame_count == 0 || !line_starts(l, type) || !line_read(v, l->next, &m) || !line_starts(&m, value))
		return 0;
	struct line name = line_skip(l, sizeof(type) - 1), said = line_skip(&m, sizeof(value) - 1);
	const char *at = line_find(&name, " at ");
	failure_name(s, f, name.s, at != NULL ? (size_t)(at - name.s) : name.n);
	f->message = arena_strndup(s->parser->arena, said.s, said.n);
	f->end = m.next;
	return m.next;
}

struct failure *
traceback_read(struct scope *s, const struct line *l, size_t *end)
{
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	struct view v = s->view;
	struct body body = {0};
	size_t column, offset = l->start;
	bool headed = traceback_header(l, &column);
	if (headed) {
		v = traceback_view(s, l, column);
		offset = l->next;
	}
	struct line m, before = {.n = 0};
	for (; line_read(&v, offset, &m); before = m) {
		struct frame frame;
		struct headline h;
		size_t broken;
		if (m.n == 0) {
			struct line next;
			if (line_read(&v, m.next, &next) && (*end = django_ending(s, &v, &next, f)) > 0)
				return f;
			if (!goes_on(s, &v, &m, &next)) {
				*end = m.next;
				return NULL;
			}
			offset = next.start;
			continue;
		}
		if (traceback_frame(s, &m, &frame) || plain_frame(s, &m, &frame)) {
			failure_add_frame(s, f, frame);
			body = (struct body){.indent = line_indent(&m)};
		} else if ((broken = broken_frame(s, &v, &m, &frame)) > 0) {
			failure_add_frame(s, f, frame);
			body = (struct body){.indent = line_indent(&m)};
			offset = broken;
			continue;
		} else if (m.s[0] == ' ' || line_starts(&m, "-->")) {
			if (f->frame_count > 0 && !line_starts(&m, "  [Previous line repeated "))
				body_read(s, &m, &body, &f->frames[f->frame_count - 1]);
		} else if (headline_read(&m, &h) && (headed || h.likely)) {
			failure_name(s, f, h.type, h.type_size);
			if (f->frame_count > 0 && f->frames[f->frame_count - 1].function == NULL)
				syntax_read(s, f, &body);
			*end = exception_read(s, &v, &m, &h, f);
			*end = group_read(s, &v, *end, f);
			return f;
		} else if (f->frame_count == 0 || !is_rest(s, &v, &before, &m)) {
			*end = m.start > l->start ? m.start : m.next;
			return NULL;
		}
		offset = m.next;
	}
	*end = offset > l->next ? offset : l->next;
	return NULL;
}

/* A part of a traceback that was pasted with an indent of its own, without its header:
 * also the exception stands behind that indent. NULL if it does not. */
static struct failure *
traceback_indented(struct scope *s, const struct line *l, size_t *end)
{
	size_t indent = line_indent(l);
	struct line m;
	if (indent < 4)
		return NULL;
	const char *raw = s->view.text + l->start;
	struct scope inner =
		scope_within(s, arena_strndup(s->parser->arena, raw, (size_t)(l->s - raw) + indent - 2), s->view.end);
	return line_read(&inner.view, l->start, &m) ? traceback_read(&inner, &m, end) : NULL;
}

size_t
traceback_parse(struct scope *s, const struct line *l)
{
	size_t column, end, tangle;
	struct frame frame;
	struct line next;
	bool headed = traceback_header(l, &column);
	if (!headed) {
		char first = l->s[0];
		if ((first != ' ' && first != 'F' && first != '>') || !traceback_frame(s, l, &frame))
			return 0;
	}
	struct failure *f = headed ? NULL : traceback_indented(s, l, &end);
	if (f == NULL)
		f = traceback_read(s, l, &end);
	if (f == NULL && headed && column == 0 && line_read(&s->view, end, &next) && traceback_header(&next, &column) &&
	    (tangle = tangle_parse(s, l)) > 0)
		return tangle;
	if (f != NULL)
		scope_add(s, f, WEIGHT_FULL);
	return end;
}
