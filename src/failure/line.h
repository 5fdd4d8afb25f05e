/* line: the cleaned text read line by line, within bounds and behind a margin.
 *
 * A view is a part of the text whose lines all begin with one margin: "" for
 * the text itself, "      " for the output that pip shows indented, "  | " for
 * what is inside an exception group. It ends at `end` or at the first line
 * without the margin, whichever comes first. */
#ifndef REMEDY_FAILURE_LINE_H
#define REMEDY_FAILURE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct view {
	const char *text;
	size_t end;
	const char *margin;
	size_t margin_size;
};

/* Which pairs of neighbouring bytes a line has, by a hash: most words that are
 * looked for in it need not be. */
struct pairs {
	uint64_t bits[8];
};

struct line {
	const char *s;             /* behind the margin; not NUL-terminated */
	size_t n;                  /* without blanks at its end and without the newline */
	size_t start;              /* offset of the whole line in the text, margin included */
	size_t next;               /* offset of the next line */
	const struct pairs *pairs; /* of this line or one that it is a part of; NULL: not known */
};

/* Finds out l->pairs, into `pairs`. */
void line_pair(struct line *l, struct pairs *pairs);

/* The line at `offset`, which must be a line's start. False at the end of the
 * view. */
bool line_read(const struct view *v, size_t offset, struct line *l);
/* The first line at or after `offset` that is not empty; looks at no more than
 * `limit` empty ones. */
bool line_read_filled(const struct view *v, size_t offset, size_t limit, struct line *l);

bool line_is(const struct line *l, const char *text);
static inline bool
line_starts(const struct line *l, const char *text)
{
	if (l->n > 0 && l->s[0] != text[0] && text[0] != '\0')
		return false;
	size_t n = strlen(text);
	return l->n >= n && memcmp(l->s, text, n) == 0;
}
bool line_ends(const struct line *l, const char *text);
/* False if it cannot be in the line, by l->pairs; costs next to nothing. */
bool line_may_hold(const struct line *l, const char *text);
/* Where `text` begins in the line, or NULL. Looks at its first 4096 bytes. */
const char *line_find(const struct line *l, const char *text);
/* How many spaces it begins with. */
size_t line_indent(const struct line *l);
/* The line without the first n bytes (n <= l->n). */
struct line line_skip(const struct line *l, size_t n);
/* The same as `l` without the spaces it begins with. */
struct line line_trim(const struct line *l);
/* A number of decimal digits at s (n bytes at most), at most 9 of them; stores
 * how many in *digits (0: none). */
int line_number(const char *s, size_t n, size_t *digits);
/* The line is nothing but `c`, at least `least` of them (c may be a multibyte
 * character). */
bool line_is_rule(const struct line *l, const char *c, size_t least);

#endif
