/* json: a traceback as a string in one line of JSON, or in a repr: "Traceback
 * (most recent call last):\n  File \"a.py\", line 1, in <module>\n…", as
 * structured logs and ansible have it; also where that JSON stands in a string of
 * JSON again, whose backslashes are doubled then. */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "failure/parser.h"

enum { LIMIT = 256 << 10, DEEPEST = 4 /* backslashes before the n, of strings in strings */ };

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

static size_t
backslashes(const char *p, const char *end)
{
	size_t n = 0;
	while (p + n < end && p[n] == '\\')
		n++;
	return n;
}

/* The quote that began the string in which `at` stands: one behind what a value
 * follows, not an apostrophe in its text. '\0' if there is none. */
static char
quote_before(const char *line, const char *at)
{
	char nearest = '\0';
	for (const char *p = at; p > line; p--) {
		if (p[-1] != '"' && p[-1] != '\'')
			continue;
		nearest = nearest == '\0' ? p[-1] : nearest;
		const char *before = p - 1;
		while (before > line && (before[-1] == '\\' || before[-1] == ' '))
			before--;
		if (before == line || memchr(":,[{(=", before[-1], 6) != NULL)
			return p[-1];
	}
	return nearest;
}

static void
add_code(struct buf *b, int code)
{
	if (code < 0x80) {
		if (code == '\n' || code == '\t' || (code >= 0x20 && code != 0x7f))
			buf_add_char(b, (char)code);
	} else if (code < 0x800) {
		buf_add_char(b, (char)(0xc0 | code >> 6));
		buf_add_char(b, (char)(0x80 | (code & 0x3f)));
	} else if (code < 0xd800 || code > 0xdfff) {
		buf_add_char(b, (char)(0xe0 | code >> 12));
		buf_add_char(b, (char)(0x80 | (code >> 6 & 0x3f)));
		buf_add_char(b, (char)(0x80 | (code & 0x3f)));
	} else {
		buf_add_char(b, '?'); /* half of a pair */
	}
}

/* What the string that `at` stands in means, up to its end. `unit` backslashes
 * stand before an n for a newline. */
static struct buf
unescape(struct arena *a, const char *at, const char *end, size_t unit, char quote)
{
	struct buf b = buf_new(a);
	for (const char *p = at; p < end; p++) {
		size_t n = backslashes(p, end), left = n % (2 * unit);
		for (size_t i = 0; i < n / (2 * unit); i++)
			buf_add_char(&b, '\\');
		p += n;
		if (p == end)
			break;
		if (*p == quote && quote != '\0') {
			if (left < unit)
				break;
			buf_add_char(&b, quote);
		} else if (left < unit) {
			buf_add_char(&b, *p);
		} else if (*p == 'n' || *p == 't') {
			buf_add_char(&b, *p == 'n' ? '\n' : '\t');
		} else if (*p == 'u' && text_code_point(p + 1, (size_t)(end - p - 1)) >= 0) {
			add_code(&b, text_code_point(p + 1, (size_t)(end - p - 1)));
			p += 4;
		} else if (*p != 'r') {
			buf_add_char(&b, *p);
		}
	}
	return b;
}

size_t
json_parse(struct scope *s, const struct line *l)
{
	static const char header[] = "Traceback (most recent call last):\\";
	size_t limit = l->n < LIMIT ? l->n : LIMIT;
	if (s->parser->depth >= DEPTH_LIMIT || l->n < sizeof(header))
		return 0;
	const char *at = memmem(l->s, limit, header, sizeof(header) - 1), *end = l->s + limit;
	if (at == NULL)
		return 0;
	const char *escape = at + sizeof(header) - 2;
	size_t unit = backslashes(escape, end);
	if (unit > DEEPEST || (unit & (unit - 1)) != 0 || escape + unit == end ||
	    (escape[unit] != 'n' && escape[unit] != 'r'))
		return 0;
	struct buf b = unescape(s->parser->arena, at, end, unit, quote_before(l->s, at));
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
