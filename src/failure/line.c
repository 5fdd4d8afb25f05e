#include "failure/line.h"

#include <string.h>

enum { FIND_LIMIT = 4096, SHORT = 256 };

static bool
line_behind_margin(const struct view *v, const char **s, size_t *n)
{
	if (*n >= v->margin_size && memcmp(*s, v->margin, v->margin_size) == 0) {
		*s += v->margin_size;
		*n -= v->margin_size;
		return true;
	}
	/* An empty line lost the blanks at the end of its margin. */
	size_t bare = v->margin_size;
	while (bare > 0 && v->margin[bare - 1] == ' ')
		bare--;
	if (*n != bare || memcmp(*s, v->margin, bare) != 0)
		return false;
	*s += bare;
	*n = 0;
	return true;
}

bool
line_read(const struct view *v, size_t offset, struct line *l)
{
	if (offset >= v->end)
		return false;
	const char *s = v->text + offset;
	const char *newline = memchr(s, '\n', v->end - offset);
	size_t n = newline != NULL ? (size_t)(newline - s) : v->end - offset;
	l->start = offset;
	l->next = offset + n + (newline != NULL ? 1 : 0);
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	if (v->margin_size > 0 && !line_behind_margin(v, &s, &n))
		return false;
	l->s = s;
	l->n = n;
	l->pairs = NULL;
	return true;
}

bool
line_read_filled(const struct view *v, size_t offset, size_t limit, struct line *l)
{
	for (size_t i = 0; i <= limit; i++) {
		if (!line_read(v, offset, l))
			return false;
		if (l->n > 0)
			return true;
		offset = l->next;
	}
	return false;
}

bool
line_is(const struct line *l, const char *text)
{
	size_t n = strlen(text);
	return l->n == n && memcmp(l->s, text, n) == 0;
}

bool
line_ends(const struct line *l, const char *text)
{
	size_t n = strlen(text);
	return l->n >= n && memcmp(l->s + l->n - n, text, n) == 0;
}

static unsigned
pair_of(const char *s)
{
	return ((unsigned char)s[0] * 37U + (unsigned char)s[1]) & 511;
}

void
line_pair(struct line *l, struct pairs *pairs)
{
	l->pairs = NULL;
	if (l->n > FIND_LIMIT) /* it would have nearly all of them */
		return;
	memset(pairs, 0, sizeof(*pairs));
	for (size_t i = 0; i + 1 < l->n; i++) {
		unsigned pair = pair_of(l->s + i);
		pairs->bits[pair / 64] |= UINT64_C(1) << pair % 64;
	}
	l->pairs = pairs;
}

bool
line_may_hold(const struct line *l, const char *text)
{
	for (; l->pairs != NULL && text[0] != '\0' && text[1] != '\0'; text++) {
		unsigned pair = pair_of(text);
		if ((l->pairs->bits[pair / 64] >> pair % 64 & 1) == 0)
			return false;
	}
	return true;
}

const char *
line_find(const struct line *l, const char *text)
{
	if (!line_may_hold(l, text))
		return NULL;
	size_t n = l->n < FIND_LIMIT ? l->n : FIND_LIMIT, size = strlen(text);
	/* memmem prepares a table first, which costs more than reading a common line. */
	if (n > SHORT || size == 0)
		return memmem(l->s, n, text, size);
	const char *end = l->s + n;
	for (const char *p = l->s; (p = memchr(p, text[0], (size_t)(end - p))) != NULL; p++) {
		if ((size_t)(end - p) < size)
			return NULL;
		if (memcmp(p, text, size) == 0)
			return p;
	}
	return NULL;
}

size_t
line_indent(const struct line *l)
{
	size_t i = 0;
	while (i < l->n && l->s[i] == ' ')
		i++;
	return i;
}

struct line
line_skip(const struct line *l, size_t n)
{
	struct line rest = *l;
	rest.s += n;
	rest.n -= n;
	return rest;
}

struct line
line_trim(const struct line *l)
{
	return line_skip(l, line_indent(l));
}

int
line_number(const char *s, size_t n, size_t *digits)
{
	enum { MOST = 9 };
	int value = 0;
	size_t i = 0;
	while (i < n && i < MOST && s[i] >= '0' && s[i] <= '9')
		value = value * 10 + (s[i++] - '0');
	*digits = i;
	return value;
}

bool
line_is_rule(const struct line *l, const char *c, size_t least)
{
	size_t size = strlen(c);
	if (l->n < least * size || l->n % size != 0)
		return false;
	for (size_t i = 0; i < l->n; i += size) {
		if (memcmp(l->s + i, c, size) != 0)
			return false;
	}
	return true;
}
