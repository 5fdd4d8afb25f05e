/* build: errors that quote another program's output: pip's subprocess errors (in
 * both of its styles), uv's build failures, poetry's boxes. What they quote is
 * parsed as a scope of its own, and its root is their cause. */
#include <string.h>

#include "failure/parser.h"

enum { BLOCK_LINES = 60 };

/* A margin of the view's and n spaces more. */
static const char *
margin_of(struct scope *s, size_t n)
{
	return arena_printf(s->parser->arena, "%.*s%*s", (int)s->view.margin_size, s->view.margin, (int)n, "");
}

/* Column of byte i in characters. */
static size_t
column_of(const struct line *l, size_t i)
{
	size_t column = 0;
	for (size_t k = 0; k < i; k++)
		column += ((unsigned char)l->s[k] & 0xc0) != 0x80;
	return column;
}

/* Parses [from, end) behind n more spaces; its root becomes the cause of f. */
static void
quotation_read(struct scope *s, struct failure *f, size_t from, size_t end, size_t n)
{
	if (s->parser->depth >= DEPTH_LIMIT || from >= end)
		return;
	struct scope inside = scope_within(s, margin_of(s, n), end);
	size_t at = from;
	/* A line with less indent than promised ends a view: go on behind it. */
	while (at < end) {
		at = scope_run(&inside, at);
		struct line skipped;
		struct view bare = s->view;
		bare.end = end;
		if (!line_read(&bare, at, &skipped))
			break;
		at = skipped.next;
	}
	const struct found *root = root_found(&inside);
	if (root != NULL)
		failure_link_inner(f, root->failure, LINK_INNER);
}

/* The line where what is quoted ends: a line that is `mark` when its indent is
 * taken off; where there is none, the first line with less indent. */
static size_t
quotation_end(struct scope *s, size_t from, size_t indent, const char *mark, struct line *last)
{
	size_t offset = from;
	while (line_read(&s->view, offset, last)) {
		struct line t = line_trim(last);
		if (line_is(&t, mark))
			return last->start;
		if (last->n > 0 && line_indent(last) < indent)
			break;
		offset = last->next;
	}
	last->next = offset;
	return offset;
}

static bool
is_slug(const struct line *l)
{
	if (!line_starts(l, "error: ") || l->n < 12)
		return false;
	bool dash = false;
	for (size_t i = 7; i < l->n; i++) {
		if (l->s[i] == '-')
			dash = true;
		else if (l->s[i] < 'a' || l->s[i] > 'z')
			return false;
	}
	return dash;
}

static bool
is_consequence(const struct line *slug)
{
	static const char *const slugs[] = {"error: metadata-generation-failed", "error: legacy-install-failure",
					    "error: failed-wheel-build-for-install"};
	for (size_t i = 0; i < sizeof(slugs) / sizeof(slugs[0]); i++) {
		if (line_is(slug, slugs[i]))
			return true;
	}
	return false;
}

/* pip since 22: a slug, "× what failed", "╰─> [12 lines of output]" and the output. */
static size_t
build_pip(struct scope *s, const struct line *l)
{
	struct line slug = line_trim(l), m;
	if (!is_slug(&slug))
		return 0;
	struct failure *f = failure_new(s, FAILURE_TOOL, l->start);
	f->type = f->name = "pip";
	size_t indent = line_indent(l), offset = l->next, end = l->next;
	struct view own = s->view;
	own.margin = margin_of(s, indent);
	own.margin_size += indent;
	bool tree = false;
	for (int i = 0; i < BLOCK_LINES && line_read(&s->view, offset, &m); i++) {
		if (m.n == 0 && tree)
			break;
		struct line t = line_trim(&m);
		bool drawn = line_starts(&t, "\u00d7") || line_starts(&t, "\u2502") || line_starts(&t, "\u2570") ||
			     line_starts(&t, "x ") || line_starts(&t, "|") || line_starts(&t, "+-") ||
			     line_starts(&t, "`-");
		if (m.n > 0 && !drawn && !(tree && line_indent(&m) > indent))
			break;
		tree = tree || m.n > 0;
		offset = m.next;
		if (m.n > 0)
			end = m.next;
		const char *bracket = line_ends(&m, " of output]") ? line_find(&m, "[") : NULL;
		if (bracket != NULL) {
			f->message = scope_text(s, &own, l->start, end);
			size_t column = column_of(&m, (size_t)(bracket - m.s));
			struct line last;
			size_t until = quotation_end(s, m.next, column, "[end of output]", &last);
			quotation_read(s, f, m.next, until, column);
			end = last.next > until ? last.next : until;
			break;
		}
	}
	if (f->message[0] == '\0')
		f->message = scope_text(s, &own, l->start, end);
	f->end = end;
	scope_add(s, f, is_consequence(&slug) ? WEIGHT_CONSEQUENCE : WEIGHT_FULL);
	return end;
}

/* pip before 22: "Complete output (12 lines):" or "Complete output from command …:". */
static size_t
build_pip_classic(struct scope *s, const struct line *l)
{
	struct line t = line_trim(l), last;
	if (!line_starts(&t, "Complete output ") || !line_ends(&t, ":"))
		return 0;
	struct failure *f = failure_new(s, FAILURE_TOOL, l->start);
	f->type = f->name = "pip";
	f->message = arena_strndup(s->parser->arena, t.s, t.n);
	size_t indent = line_indent(l);
	if (line_starts(&t, "Complete output from ") && line_read_filled(&s->view, l->next, 1, &last))
		indent = line_indent(&last);
	size_t until = quotation_end(s, l->next, indent, "----------------------------------------", &last);
	quotation_read(s, f, l->next, until, indent);
	f->end = last.next > until ? last.next : until;
	scope_add(s, f, WEIGHT_FULL);
	return f->end;
}

/* uv: "  × Failed to build `x`" with its tree, then [stdout] and [stderr]. */
static size_t
build_uv(struct scope *s, const struct line *l)
{
	struct line t = line_trim(l), m;
	if (!line_starts(&t, "\u00d7 ") && !line_starts(&t, "error: Failed to build"))
		return 0;
	struct failure *f = failure_new(s, FAILURE_TOOL, l->start);
	f->type = f->name = "uv";
	size_t offset = l->next, end = l->next, indent = line_indent(l);
	for (int i = 0; i < BLOCK_LINES && line_read(&s->view, offset, &m) && m.n > 0; i++) {
		struct line u = line_trim(&m);
		if (line_indent(&m) <= indent && !line_starts(&u, "\u251c") && !line_starts(&u, "\u2570") &&
		    !line_starts(&u, "\u2502") && !line_starts(&u, "Caused by"))
			break;
		offset = end = m.next;
	}
	struct line first = line_skip(&t, line_starts(&t, "\u00d7 ") ? strlen("\u00d7 ") : 7);
	f->message = arena_strndup(s->parser->arena, first.s, first.n);
	if (end > l->next)
		f->message =
			arena_printf(s->parser->arena, "%s\n%s", f->message, scope_text(s, &s->view, l->next, end));
	while (line_read_filled(&s->view, end, 1, &m)) {
		struct line u = line_trim(&m), last;
		if (!line_is(&u, "[stdout]") && !line_is(&u, "[stderr]"))
			break;
		size_t column = line_indent(&m), at = m.next;
		bool standard_error = line_is(&u, "[stderr]");
		size_t until = at;
		while (line_read(&s->view, until, &last)) {
			struct line v = line_trim(&last);
			if ((last.n > 0 && line_indent(&last) < column) || line_is(&v, "[stderr]"))
				break;
			until = last.next;
		}
		if (standard_error || f->cause == NULL) {
			f->cause = NULL;
			quotation_read(s, f, at, until, column);
		}
		end = until;
	}
	f->end = end;
	scope_add(s, f, WEIGHT_FULL);
	return end;
}

/* poetry (cleo): the type alone on a line, a blank one, the message, and
 * "  at file.py:166 in function". */
static size_t
build_poetry(struct scope *s, const struct line *l)
{
	struct line t = line_trim(l), m, at;
	struct headline h;
	if (line_indent(l) != 2 || !headline_read(&t, &h) || !h.likely || h.type_size != t.n ||
	    !line_read(&s->view, l->next, &m) || m.n != 0)
		return 0;
	size_t offset = m.next;
	bool found = false;
	for (int i = 0; !found && i < BLOCK_LINES && line_read(&s->view, offset, &m); i++) {
		at = line_trim(&m);
		if (m.n > 0 && line_indent(&m) < 2)
			return 0;
		found = line_indent(&m) == 2 && line_starts(&at, "at ") && line_find(&at, " in ") != NULL;
		offset = m.next;
	}
	if (!found)
		return 0;
	struct failure *f = failure_new(s, FAILURE_EXCEPTION, l->start);
	failure_name(s, f, h.type, h.type_size);
	struct view shifted = s->view;
	shifted.margin = margin_of(s, 2);
	shifted.margin_size += 2;
	struct line first;
	if (line_read_filled(&s->view, l->next, 2, &first) && first.start < m.start) {
		char *message = scope_text(s, &shifted, first.start, m.start);
		size_t n = strlen(message);
		while (n > 0 && message[n - 1] == '\n')
			message[--n] = '\0';
		f->message = message;
		quotation_read(s, f, first.start, m.start, 2);
	}
	const char *in = line_find(&at, " in "), *colon = NULL;
	for (const char *p = at.s; p < in; p++) {
		if (*p == ':')
			colon = p;
	}
	if (colon != NULL) {
		struct arena *a = s->parser->arena;
		size_t digits, n = at.n - (size_t)(in - at.s) - 4;
		failure_add_frame(s, f,
				  (struct frame){.file = arena_strndup(a, at.s + 3, (size_t)(colon - at.s) - 3),
						 .line = line_number(colon + 1, (size_t)(in - colon) - 1, &digits),
						 .function = arena_strndup(a, in + 4, n)});
	}
	/* The excerpt of poetry's own source below is nobody's message. */
	f->end = offset;
	scope_add(s, f, WEIGHT_FULL);
	return offset;
}

size_t
build_parse(struct scope *s, const struct line *l)
{
	size_t end = build_pip(s, l);
	if (end == 0)
		end = build_pip_classic(s, l);
	if (end == 0)
		end = build_uv(s, l);
	return end > 0 ? end : build_poetry(s, l);
}
