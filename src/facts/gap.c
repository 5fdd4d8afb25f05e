/* Facts about values of a line that could not be read (SyntaxError) which stand side by
 * side in a call or a list, and nothing but commas can be meant between them. */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "facts/expression.h"
#include "facts/fact.h"
#include "facts/rows.h"
#include "facts/scope.h"
#include "facts/source.h"

enum {
	VALUES = 120, /* bytes of all values; longer ones cannot be judged by eye */
	PLACES = 8,
};

struct place {
	size_t begin, left_end, right, end; /* of the two values */
};

/* Places one behind the other: what stands right of one stands left of the next. */
struct gap {
	size_t begin, end; /* of all values */
	struct place all[PLACES];
	size_t count;
};

static bool
is_quote(char c)
{
	return c == '"' || c == '\'';
}

/* The word that ends right before `end`; its length in *size. */
static const char *
word_before(const struct expression *e, size_t end, size_t *size)
{
	size_t at = end;
	while (at > 0 && expression_is_letter(e->text[at - 1]))
		at--;
	*size = end - at;
	return e->text + at;
}

static size_t
word_size(const struct expression *e, size_t at)
{
	size_t n = 0;
	while (at + n < e->size && expression_is_letter(e->text[at + n]))
		n++;
	return n;
}

/* Blanks from `at` to `to` with a value on either side. */
static bool
place_at(const struct expression *e, size_t at, size_t to, struct place *p)
{
	char before = e->text[at - 1], after = e->text[to];
	size_t size = 0, next = word_size(e, to);
	const char *word = word_before(e, at, &size);
	bool closes = strchr(")]\"'", before) != NULL && e->mate[at - 1] >= 0 && (size_t)e->mate[at - 1] < at;
	bool opens = is_quote(after) && e->mate[to] > (short)to;
	if ((size == 0 && !closes) || (next == 0 && !opens) || source_is_keyword(word, size) ||
	    source_is_keyword(e->text + to, next))
		return false;
	/* Two texts side by side are one. */
	bool text = opens || (next <= 2 && to + next < e->size && is_quote(e->text[to + next]));
	if (is_quote(before) && text)
		return false;
	*p = (struct place){expression_operand(e, at), at, to, expression_operand_end(e, to)};
	return true;
}

/* All places of the line; false if there is none, or if they are apart. */
static bool
gap_find(const struct expression *e, struct gap *g)
{
	for (size_t at = 1; at < e->size; at++) {
		size_t to = at;
		while (to < e->size && (e->text[to] == ' ' || e->text[to] == '\t') && e->mate[to] == EXPRESSION_PLAIN)
			to++;
		struct place p;
		if (to > at && to < e->size && place_at(e, at, to, &p)) {
			if (p.begin >= at || g->count == PLACES ||
			    (g->count > 0 && p.begin != g->all[g->count - 1].right))
				return false;
			g->all[g->count++] = p;
		}
		at = to > at ? to - 1 : at;
	}
	if (g->count == 0)
		return false;
	g->begin = g->all[0].begin;
	g->end = g->all[g->count - 1].end;
	return true;
}

/* The bracket around it, or 0: the line does not begin with one that counts. */
static size_t
bracket_around(const struct expression *e, const struct gap *g)
{
	for (size_t at = g->begin; at-- > 1;) {
		if (strchr("([{", e->text[at]) != NULL && e->mate[at] != EXPRESSION_INSIDE &&
		    (e->mate[at] == EXPRESSION_OPEN || e->mate[at] >= (short)g->end))
			return at;
	}
	return 0;
}

/* Within it values are separated by commas, and there may well be two of these. */
static bool
takes_several(const struct expression *e, size_t bracket, bool text)
{
	static const char *const single[] = {"len", "int",  "float", "str",  "input", "abs", "bool",
					     "ord", "repr", "hash",  "type", "open",  "if",  "while"};
	size_t size = 0;
	const char *word = word_before(e, bracket, &size);
	char before = e->text[bracket - 1];
	if (e->text[bracket] == '[')
		return size == 0 && strchr(")]\"'", before) == NULL;
	if (e->text[bracket] != '(' || size == 0 || source_is_keyword(word, size))
		return false;
	if (text)
		return size == strlen("print") && memcmp(word, "print", size) == 0;
	for (size_t i = 0; i < sizeof(single) / sizeof(*single); i++) {
		if (strlen(single[i]) == size && memcmp(word, single[i], size) == 0)
			return false;
	}
	return true;
}

/* What stands from `begin` to `end` is a name that the file knows, or no mere name: words
 * that are no names are a text without quotes. */
static bool
is_known(struct subject *s, const struct expression *e, size_t begin, size_t end)
{
	size_t size = word_size(e, begin);
	if (isdigit((unsigned char)e->text[begin]) || size == 0)
		return true;
	for (size_t at = begin; at < end; at++) {
		if (strchr("([\"'", e->text[at]) != NULL)
			return true;
	}
	struct rows r = rows_read(s->facts->arena, source_unread(s));
	return rows_give(&r, arena_strndup(s->facts->arena, e->text + begin, size));
}

/* No keyword stands beside it: what is missing in `for a b` or `a b for` is more than a comma. */
static bool
stands_alone(const struct expression *e, const struct gap *g)
{
	size_t before = g->begin, after = g->end;
	while (before > 0 && (e->text[before - 1] == ' ' || e->text[before - 1] == '\t'))
		before--;
	while (after < e->size && (e->text[after] == ' ' || e->text[after] == '\t'))
		after++;
	return (before == 0 || !expression_is_letter(e->text[before - 1])) && word_size(e, after) == 0;
}

/* A % or {} in a text asks for an operator or a method. */
static bool
has_places(const struct expression *e, size_t begin, size_t end)
{
	return is_quote(e->text[end - 1]) &&
	       (memchr(e->text + begin, '%', end - begin) != NULL || memchr(e->text + begin, '{', end - begin) != NULL);
}

static struct value
gap(struct subject *s, bool mended)
{
	const struct failure *f = s->failure;
	struct expression e;
	struct gap g = {0};
	const char *line = f != NULL && f->file != NULL ? f->source : NULL;
	if (line == NULL || strncmp(f->message, "invalid syntax", 14) != 0 || f->caret_from < 1 ||
	    !expression_read(&e, line, strlen(line)) || !gap_find(&e, &g) || g.end - g.begin > VALUES)
		return fact_unknown();
	/* Old Pythons point at the second value or right behind it, newer ones mark both. */
	size_t from = text_offset(line, f->caret_from), to = text_offset(line, f->caret_to);
	if (from > g.end || to < g.begin || (from == to && from < g.all[0].right))
		return fact_unknown();
	const char *first = line + strspn(line, " \t");
	bool text = is_quote(line[g.end - 1]), known = is_known(s, &e, g.begin, g.all[0].left_end);
	for (size_t n = 0; n < g.count; n++) {
		const struct place *p = &g.all[n];
		text = text || is_quote(line[p->left_end - 1]);
		known = known && is_known(s, &e, p->right, p->end) && !has_places(&e, p->begin, p->left_end) &&
			(!isdigit((unsigned char)line[p->begin]) || isdigit((unsigned char)line[p->right]));
	}
	size_t bracket = bracket_around(&e, &g);
	/* Two texts with something between them may be one that a quote ended too early. */
	if (!known || bracket == 0 || (text && g.count > 1) || !stands_alone(&e, &g) ||
	    !takes_several(&e, bracket, text) || strncmp(first, "def ", 4) == 0 || strncmp(first, "class ", 6) == 0 ||
	    strncmp(first, "async def ", 10) == 0)
		return fact_unknown();
	struct arena *a = s->facts->arena;
	const char *before = arena_strndup(a, line + g.begin, g.end - g.begin);
	if (strstr(strstr(line, before) + 1, before) != NULL)
		return fact_unknown();
	struct buf after = buf_new(a);
	size_t at = g.begin;
	for (size_t n = 0; n < g.count; at = g.all[n++].left_end) {
		buf_add(&after, line + at, g.all[n].left_end - at);
		buf_add_char(&after, ',');
	}
	buf_add(&after, line + at, g.end - at);
	return fact_value(mended ? after.text : before, "the line that could not be read");
}

static struct value
gap_before(struct subject *s)
{
	return gap(s, false);
}

static struct value
gap_after(struct subject *s)
{
	return gap(s, true);
}

const struct fact gap_facts[] = {
	{"gap.before", gap_before, FACT_ANYWHERE},
	{"gap.after", gap_after, FACT_ANYWHERE},
	{0},
};
