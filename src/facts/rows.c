#define _GNU_SOURCE
#include "facts/rows.h"

#include <string.h>

#include "facts/expression.h"

struct rows
rows_read(struct arena *a, const char *text)
{
	struct rows r = {0};
	size_t lines = 1;
	if (text == NULL)
		return r;
	for (const char *at = text; (at = strchr(at, '\n')) != NULL && lines < ROWS_LIMIT; at++)
		lines++;
	r.all = arena_array(a, lines, sizeof(*r.all));
	while (r.count < lines) {
		size_t size = strcspn(text, "\n"), indent = strspn(text, " \t");
		struct row *row = &r.all[r.count++];
		*row = (struct row){text + indent, size > indent ? size - indent : 0, indent};
		while (row->size > 0 && strchr(" \t\r", row->text[row->size - 1]) != NULL)
			row->size--;
		if (row->size > 0 && row->text[0] == '#')
			row->size = 0;
		if (text[size] == '\0')
			break;
		text += size + 1;
	}
	return r;
}

bool
row_starts(const struct row *row, const char *word)
{
	size_t n = strlen(word);
	return row->size > n && memcmp(row->text, word, n) == 0 && !expression_is_letter(row->text[n]);
}

const char *
row_word(const struct row *row, const char *word)
{
	const char *text = row->text;
	size_t size = row->size;
	size_t n = strlen(word);
	for (const char *at = text; (at = memmem(at, size - (size_t)(at - text), word, n)) != NULL; at++)
		if ((at == text || (!expression_is_letter(at[-1]) && at[-1] != '.')) &&
		    (at + n == text + size || !expression_is_letter(at[n])))
			return at;
	return NULL;
}

size_t
rows_around(const struct rows *r, size_t n)
{
	size_t indent = r->all[n].indent;
	if (indent == 0)
		return r->count;
	while (n-- > 0)
		if (r->all[n].size > 0 && r->all[n].indent < indent)
			return n;
	return r->count;
}

bool
row_defines(const struct row *row)
{
	return row_starts(row, "def") || (row_starts(row, "async") && row_word(row, "def") != NULL);
}
