/* Facts about the line that could not be read (SyntaxError), and about where an
 * import would go. */
#define _GNU_SOURCE
#include <string.h>

#include "base/text.h"
#include "facts/rows.h"
#include "facts/source.h"
#include "failure/failure.h"

/* A word where a keyword would make sense: at the beginning of the line, or with
 * another name or an opening sign right behind it. */
static bool
stands_for_keyword(const char *line, const struct source_name *word)
{
	const char *before = word->text, *after = word->text + word->size;
	while (before > line && (before[-1] == ' ' || before[-1] == '\t'))
		before--;
	bool first = before == line;
	bool gap = *after == ' ' || *after == '\t';
	after += strspn(after, " \t");
	bool name = (*after >= 'a' && *after <= 'z') || (*after >= 'A' && *after <= 'Z') || *after == '_';
	bool value = strchr("\"'([{0123456789", *after) != NULL && *after != '\0';
	return (gap && (name || (first && value))) || (first && *after == ':');
}

static struct value
line_word(struct subject *s, bool meant)
{
	const char *line = s->failure == NULL ? NULL : s->failure->source;
	if (line == NULL || s->failure->file == NULL)
		return fact_unknown();
	struct source_name word = {.line = 1};
	for (const char *at = line; source_next(&at, &word);) {
		enum { SHORTEST = 2, LONGEST = 12 };
		const char *best = NULL;
		bool alone = false;
		size_t least = 3;
		if (word.attribute || word.size < SHORTEST || word.size > LONGEST ||
		    source_is_keyword(word.text, word.size) || !stands_for_keyword(line, &word))
			continue;
		char *name = arena_strndup(s->facts->arena, word.text, word.size);
		bool first = word.text == line + strspn(line, " \t");
		for (const char *const *k = source_keywords; *k != NULL; k++) {
			/* Short words are near to too many things. */
			size_t limit = strlen(*k) < 4 ? 1 : strlen(*k) < 6 ? 1 : 2;
			size_t distance = text_distance(name, *k, limit);
			/* These two are keywords at the beginning of a line only. */
			bool soft = strcmp(*k, "match") == 0 || strcmp(*k, "case") == 0;
			if (strcmp(*k, "for") == 0 && strstr(line, " in ") == NULL)
				continue;
			if (strlen(*k) < 3 || (soft && !first) || distance > limit || distance > least)
				continue;
			alone = distance < least;
			least = distance;
			best = *k;
		}
		if (best != NULL && alone)
			return fact_value(meant ? best : name, "the line that could not be read");
	}
	return fact_unknown();
}

static struct value
line_misspelled(struct subject *s)
{
	return line_word(s, false);
}

static struct value
line_keyword(struct subject *s)
{
	return line_word(s, true);
}

/* What is opened before the end of the line that could not be read, and never closed. */
static char
line_unclosed(struct subject *s, int *line)
{
	const char *text = source_unread(s);
	char sign = text == NULL ? '\0' : source_unclosed(text, line);
	return sign != '\0' && *line <= s->failure->line ? sign : '\0';
}

static struct value
line_opened(struct subject *s)
{
	int line = 0;
	char sign = line_unclosed(s, &line);
	if (sign == '\0')
		return fact_unknown();
	bool quotes = sign == '"' || sign == '\'';
	return fact_value(quotes ? arena_printf(s->facts->arena, "%c%c%c", sign, sign, sign)
				 : arena_printf(s->facts->arena, "%c", sign),
			  s->failure->file);
}

static struct value
line_opened_at(struct subject *s)
{
	int line = 0;
	if (line_unclosed(s, &line) == '\0')
		return fact_unknown();
	return fact_value(arena_printf(s->facts->arena, "%d", line), s->failure->file);
}

/* Python 3.9 and older blame the line below the one that lacks something. */
static bool
line_find_above(struct subject *s, struct source_above *above)
{
	const char *text = source_unread(s);
	return text != NULL && source_above(text, s->failure->line, above);
}

static struct value
line_above(struct subject *s)
{
	struct source_above above;
	if (!line_find_above(s, &above))
		return fact_unknown();
	return fact_value(arena_strndup(s->facts->arena, above.text, above.size), s->failure->file);
}

static struct value
line_above_at(struct subject *s)
{
	struct source_above above;
	if (!line_find_above(s, &above))
		return fact_unknown();
	return fact_value(arena_printf(s->facts->arena, "%d", above.line), s->failure->file);
}

/* Only where every bracket of the file is closed: else that is what is wrong. */
static struct value
line_inside(struct subject *s)
{
	struct source_above above;
	int line = 0;
	if (!line_find_above(s, &above) || above.inside == '\0' || source_unclosed(source_unread(s), &line) != '\0')
		return fact_unknown();
	return fact_value(arena_printf(s->facts->arena, "%c", above.inside), s->failure->file);
}

/* The `try` that no except or finally belongs to: only deeper lines stand between
 * it and the line that could not be read. */
static struct value
line_try(struct subject *s)
{
	const char *text = source_unread(s);
	int line = s->failure == NULL ? 0 : s->failure->line;
	if (text == NULL || line < 2)
		return fact_unknown();
	struct rows rows = rows_read(s->facts->arena, text);
	if ((size_t)line > rows.count)
		return fact_unknown();
	const struct row *bad = &rows.all[line - 1];
	size_t least = (size_t)-1;
	for (size_t n = (size_t)line - 1; n-- > 0;) {
		const struct row *row = &rows.all[n];
		if (row->size == 0 || row->indent >= least)
			continue;
		least = row->indent;
		if (least < bad->indent)
			break;
		if (row_starts(row, "try") && memchr(row->text, ':', row->size) != NULL)
			return fact_value(arena_printf(s->facts->arena, "%zu", n + 1), s->failure->file);
		if (least == bad->indent)
			break;
	}
	return fact_unknown();
}

/* What the user's line begins with: a line that is put above it begins so too. */
static struct value
line_indent(struct subject *s)
{
	const char *path = NULL, *text = source_text(s, &path);
	const struct frame *frame = s->failure == NULL ? NULL : failure_user_frame(s->failure);
	for (int line = 1; text != NULL && frame != NULL && line < frame->line; line++) {
		text = strchr(text, '\n');
		text = text != NULL ? text + 1 : NULL;
	}
	if (text == NULL || frame == NULL || frame->line < 1)
		return fact_unknown();
	return fact_value(arena_strndup(s->facts->arena, text, strspn(text, " \t")), path);
}

/* The first line behind comments, the docstring and __future__ imports. */
static struct value
import_line(struct subject *s)
{
	const char *path = NULL, *text = source_text(s, &path);
	int line = 1, found = 1;
	if (text == NULL)
		return fact_value("1", "nothing known of the file");
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");
		const char *quote = strncmp(text, "\"\"\"", 3) == 0 ? "\"\"\""
				    : strncmp(text, "'''", 3) == 0  ? "'''"
								    : NULL;
		if (quote != NULL) {
			const char *end = strstr(text + 3, quote);
			if (end == NULL)
				break;
			for (; text < end; text++)
				line += *text == '\n';
			n = strcspn(text, "\n");
			found = line + 1;
		} else if (*text == '#' || strncmp(text, "from __future__", 15) == 0) {
			found = line + 1;
		} else if (n != 0 && strspn(text, " \t\r") != n) {
			break;
		}
		text += n;
		if (*text == '\n') {
			text++;
			line++;
		}
	}
	return fact_value(arena_printf(s->facts->arena, "%d", found), path);
}

const struct fact line_facts[] = {
	{"line.misspelled", line_misspelled, FACT_ANYWHERE},
	{"line.keyword", line_keyword, FACT_ANYWHERE},
	{"line.unclosed", line_opened, FACT_ANYWHERE},
	{"line.unclosed_line", line_opened_at, FACT_ANYWHERE},
	{"line.above", line_above, FACT_ANYWHERE},
	{"line.above_line", line_above_at, FACT_ANYWHERE},
	{"line.inside", line_inside, FACT_ANYWHERE},
	{"line.try", line_try, FACT_ANYWHERE},
	{"line.indent", line_indent, FACT_ANYWHERE},
	{"name.import_line", import_line, FACT_ANYWHERE},
	{0},
};
