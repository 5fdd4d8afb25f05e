/* Facts about the one change of brackets or indentation after which a file that
 * could not be read (SyntaxError) fits together again (layout.h): each candidate
 * is tried on the whole file, and only one that cures it is told. */
#define _GNU_SOURCE
#include <string.h>

#include "facts/expression.h"
#include "facts/fact.h"
#include "facts/layout.h"
#include "facts/source.h"

struct mend {
	int line;
	const char *before, *after; /* NULL where there is none; an empty `before` is a new line above */
};

/* Longer files cost a prompt too much, longer lines cannot be judged by eye. */
enum { MEND_FILE = 256 << 10, MEND_LINE = 200 };

struct trial {
	struct arena *arena;
	const char *text;
	struct layout layout;
	char *changed; /* room for the text and one line more */
	struct mend found;
};

/* Without its newline; NULL where the file has fewer lines. */
static const char *
line_of(const char *text, int line, size_t *size)
{
	for (; line > 1; line--) {
		text = strchr(text, '\n');
		if (text == NULL)
			return NULL;
		text++;
	}
	*size = strcspn(text, "\r\n");
	return text;
}

/* True, and the trial's, if the file is sound with `after` for `before`, which is
 * the line (or a part of it that begins at `at`), or "" for a line above it. */
static bool
cures(struct trial *t, int line, const char *at, size_t size, const char *after)
{
	size_t whole;
	const char *begin = line_of(t->text, line, &whole);
	if (begin == NULL || whole > MEND_LINE || strlen(after) > 2 * (size_t)MEND_LINE)
		return false;
	char *end = mempcpy(t->changed, t->text, (size_t)(at - t->text));
	end = stpcpy(end, after);
	if (size == 0)
		end = stpcpy(end, "\n");
	strcpy(end, at + size);
	struct layout l;
	layout_read(t->changed, &l);
	if (l.fault != LAYOUT_SOUND)
		return false;
	t->found = (struct mend){line, arena_strndup(t->arena, at, size), after};
	return true;
}

/* The line with another indent: its first `indent` characters become `blanks`. */
static bool
moves(struct trial *t, int line, const char *blanks, size_t width)
{
	size_t size = 0;
	const char *begin = line_of(t->text, line, &size);
	if (begin == NULL || size > MEND_LINE)
		return false;
	const char *rest = begin + strspn(begin, " \t");
	const char *after = arena_printf(t->arena, "%.*s%.*s", (int)width, blanks, (int)(begin + size - rest), rest);
	return cures(t, line, begin, size, after);
}

/* To the nearest of the blocks that are open there; nowhere if two are as near. */
static bool
moves_to_block(struct trial *t)
{
	const struct layout l = t->layout;
	static const char tabs[] = "\t\t\t\t\t\t\t\t\t\t\t\t";
	size_t size = 0, indent;
	const char *begin = line_of(t->text, l.line, &size), *blanks;
	indent = (size_t)(l.at - begin);
	size_t nearest = 0, apart = (size_t)-1;
	bool found = false, twice = false;
	for (size_t n = l.depth; n-- > 0;) {
		size_t level = l.levels[n], away = level > indent ? level - indent : indent - level;
		blanks = memchr(t->text, '\t', (size_t)(l.at - t->text)) != NULL && *begin == '\t'
				 ? tabs
				 : "                                                ";
		if (level == indent || level > strlen(blanks) || !moves(t, l.line, blanks, level))
			continue;
		/* A line that nothing opens a block for belongs to the line above, if it can. */
		if (l.fault != LAYOUT_BETWEEN)
			return true;
		twice = away == apart;
		if (away < apart) {
			nearest = level;
			apart = away;
		}
		found = true;
	}
	if (!found || twice) {
		t->found = (struct mend){0};
		return false;
	}
	return moves(t, l.line, blanks, nearest);
}

/* An except, finally or else below has lost its block to the line that could not
 * be read: that goes in with the lines above it. */
static bool
joins(struct trial *t, int line)
{
	size_t size = 0, above = 0;
	const char *begin = line_of(t->text, line, &size);
	for (int n = line - 1; n > 0 && above == 0; n--) {
		const char *other = line_of(t->text, n, &above);
		size_t indent = strspn(other, " \t");
		if (indent < above && indent > strspn(begin, " \t") && other[indent] != '#')
			return moves(t, line, other, indent);
		above = indent < above ? above : 0;
	}
	return false;
}

/* Behind a colon nothing is indented: the line below goes in, or, where only a
 * comment stands there, `pass`. */
static bool
fills(struct trial *t)
{
	const struct layout l = t->layout;
	size_t size = 0;
	const char *header = line_of(t->text, l.open_line, &size);
	size_t indent = strspn(header, " \t");
	const char *unit = "    ", *tab = strstr(t->text, "\n\t");
	if (tab != NULL && strstr(t->text, "\n  ") == NULL)
		unit = "\t";
	const char *blanks = arena_printf(t->arena, "%.*s%s", (int)indent, header, unit);
	int below = 0; /* the last comment behind the header */
	const char *line = header;
	for (int n = l.open_line; line != NULL && line < l.at; n++) {
		const char *first = line + strspn(line, " \t");
		if (n > l.open_line && *first == '#')
			below = n;
		line = strchr(line, '\n');
		line = line == NULL ? NULL : line + 1;
	}
	if (below == 0 && *l.at != '\0')
		return moves(t, l.line, blanks, strlen(blanks));
	const char *next = line_of(t->text, below + 1, &size);
	return below > 0 && next != NULL && cures(t, below + 1, next, 0, arena_printf(t->arena, "%spass", blanks));
}

/* An index cannot hold `=`: it ends before. */
static size_t
before_assignment(const struct expression *e, size_t end)
{
	size_t at = end;
	while (at > 0 && (e->mate[at - 1] != EXPRESSION_OPEN || e->text[at - 1] != '['))
		at--;
	if (at == 0)
		return end;
	for (; at + 1 < end; at++)
		if (e->mate[at] == EXPRESSION_PLAIN && e->text[at] == '=' && e->text[at + 1] != '=' &&
		    strchr("=!<>:", e->text[at - 1]) == NULL)
			break;
	if (at + 1 >= end)
		return end;
	while (e->text[at - 1] == ' ')
		at--;
	return at;
}

/* Behind the code of a line, without its comment; before the colon of a block. */
static bool
closes_at_end(struct trial *t, int line, char sign)
{
	struct expression e;
	size_t size = 0;
	const char *begin = line_of(t->text, line, &size);
	if (begin == NULL || size > MEND_LINE || !expression_read(&e, begin, size) || e.size == 0)
		return false;
	size_t end = e.size;
	if (begin[end - 1] == ':')
		end--;
	else if (strchr(",([{=+-*/%&|^<>.\\", begin[end - 1]) != NULL)
		return false;
	if (sign == ']')
		end = before_assignment(&e, end);
	const char *after =
		arena_printf(t->arena, "%.*s%c%.*s", (int)end, begin, sign, (int)(e.size - end), begin + end);
	size_t indent = strspn(begin, " \t");
	return cures(t, line, begin + indent, e.size - indent, after + indent);
}

/* Where the lines within a bracket that opens in `line` end: the first one that is
 * not indented deeper, 0 at the end of the file; *last is the last one that is. */
static int
outside(const char *text, int line, int *last)
{
	size_t size = 0;
	const char *next = line_of(text, line, &size);
	size_t indent = strspn(next, " \t");
	*last = line;
	while ((next = strchr(next, '\n')) != NULL) {
		next++;
		line++;
		size_t other = strspn(next, " \t");
		if (next[other] == '\n' || next[other] == '\r' || next[other] == '\0')
			continue;
		if (other <= indent)
			return line;
		*last = line;
	}
	return 0;
}

/* A line of its own behind the lines of a bracket, indented like the one that opens it. */
static bool
closes_below(struct trial *t, int last, const char *after)
{
	size_t size = 0;
	const char *begin = line_of(t->text, t->layout.open_line, &size);
	const char *above = line_of(t->text, last + 1, &size);
	int indent = (int)strspn(begin, " \t");
	return above != NULL && cures(t, last + 1, above, 0, arena_printf(t->arena, "%.*s%s", indent, begin, after));
}

/* The bracket that is open at the end of the file: closed in its own line if the
 * next one does not go on, else where the lines that are indented deeper end. */
static bool
closes(struct trial *t)
{
	const struct layout l = t->layout;
	const char sign[] = {layout_closing(l.open), '\0'};
	int last, next = outside(t->text, l.open_line, &last);
	/* The lines within may be a block's, not the bracket's. */
	if (closes_at_end(t, l.open_line, *sign))
		return true;
	size_t size = 0;
	const char *begin = line_of(t->text, l.open_line, &size);
	bool alone = size > 0 && begin[size - 1] == l.open;
	if (last == l.open_line)
		return false;
	/* `def f(` … `:` */
	const char *below = next > 0 ? line_of(t->text, next, &size) : NULL;
	if (below != NULL && below[strspn(below, " \t")] == ':')
		return cures(t, next, below + strspn(below, " \t"), 1, arena_printf(t->arena, "%s:", sign));
	return alone && next > 0 ? closes_below(t, last, sign) : closes_at_end(t, last, *sign);
}

/* The line with what stands at the fault replaced, or with something before it. */
static bool
replaces(struct trial *t, const char *with, size_t old)
{
	size_t size = 0;
	const struct layout l = t->layout;
	const char *begin = line_of(t->text, l.line, &size), *first = begin + strspn(begin, " \t");
	size_t head = (size_t)(l.at - first), rest = (size_t)(begin + size - l.at) - old;
	/* A line of this bracket alone would be left empty. */
	if (head + rest == 0 && *with == '\0')
		return false;
	const char *after = arena_printf(t->arena, "%.*s%s%.*s", (int)head, first, with, (int)rest, l.at + old);
	return cures(t, l.line, first, (size_t)(begin + size - first), after);
}

/* The fault's bracket is of another kind than the one that is open: that one lacks
 * its own, where its lines end. In one line the wrong one may as well be it. */
static bool
matches(struct trial *t)
{
	const struct layout l = t->layout;
	const char sign[] = {layout_closing(l.open), '\0'};
	if (l.open_line == l.line)
		return replaces(t, sign, 0) || replaces(t, sign, 1);
	int last, next = outside(t->text, l.open_line, &last);
	const char *comma = next < l.line ? "," : "";
	size_t size = 0;
	const char *begin = line_of(t->text, l.open_line, &size);
	if (next == 0 || next > l.line || size == 0 || size > MEND_LINE)
		return false;
	if (last > l.open_line)
		return closes_below(t, last, arena_printf(t->arena, "%s%s", sign, comma));
	if (begin[size - 1] != ',')
		return closes_at_end(t, l.open_line, *sign);
	const char *first = begin + strspn(begin, " \t");
	size -= (size_t)(first - begin);
	return cures(t, l.open_line, first, size,
		     arena_printf(t->arena, "%.*s%s%s", (int)size - 1, first, sign, comma));
}

/* What Python could not read may be that fault: it may notice an open bracket only
 * where what follows makes no sense. */
static bool
within(const struct layout *l, int line)
{
	switch (l->fault) {
	case LAYOUT_SOUND:
	case LAYOUT_LOST:
		return false;
	case LAYOUT_UNCLOSED:
		return l->open_line <= line;
	case LAYOUT_MISMATCHED:
		return l->open_line <= line && line <= l->line;
	case LAYOUT_ORPHAN:
		return line <= l->line;
	default:
		return l->line == line;
	}
}

static const struct mend *
mend_of(struct subject *s)
{
	if (s->mend != NULL)
		return s->mend;
	struct mend *found = s->mend = arena_alloc(s->facts->arena, sizeof(*found));
	struct trial t = {.arena = s->facts->arena, .text = source_unread(s)};
	if (t.text == NULL || strlen(t.text) > MEND_FILE)
		return found;
	layout_read(t.text, &t.layout);
	if (!within(&t.layout, s->failure->line))
		return found;
	t.changed = arena_alloc(t.arena, strlen(t.text) + 2 * (size_t)MEND_LINE + 2);
	bool cured = false;
	switch (t.layout.fault) {
	case LAYOUT_DEEPER:
	case LAYOUT_BETWEEN:
		cured = moves_to_block(&t);
		break;
	case LAYOUT_ORPHAN:
		cured = t.layout.line == s->failure->line ? moves_to_block(&t) : joins(&t, s->failure->line);
		break;
	case LAYOUT_EMPTY:
		cured = fills(&t);
		break;
	case LAYOUT_UNCLOSED:
		cured = closes(&t);
		break;
	case LAYOUT_UNMATCHED:
		cured = replaces(&t, "", 1);
		break;
	case LAYOUT_MISMATCHED:
		cured = matches(&t);
		break;
	default:
		break;
	}
	if (cured)
		*found = t.found;
	return found;
}

static struct value
mend_line(struct subject *s)
{
	const struct mend *m = mend_of(s);
	return m->after == NULL ? fact_unknown()
				: fact_value(arena_printf(s->facts->arena, "%d", m->line), s->failure->file);
}

static struct value
mend_before(struct subject *s)
{
	return fact_value(mend_of(s)->before, "the file that could not be read");
}

static struct value
mend_after(struct subject *s)
{
	return fact_value(mend_of(s)->after, "the file that could not be read");
}

const struct fact mend_facts[] = {
	{"mend.line", mend_line, FACT_ANYWHERE},
	{"mend.before", mend_before, FACT_ANYWHERE},
	{"mend.after", mend_after, FACT_ANYWHERE},
	{0},
};
