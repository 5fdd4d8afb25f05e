/* rows: a Python file by its lines and their indents, which is as far as its
 * blocks are known. */
#ifndef REMEDY_FACTS_ROWS_H
#define REMEDY_FACTS_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct row {
	const char *text; /* behind its indent, in the file's text; not NUL-terminated */
	size_t size;      /* without spaces at its end; 0 for blank lines and comments */
	size_t indent;
};

struct rows {
	struct row *all; /* by line number - 1 */
	size_t count;    /* at most ROWS_LIMIT */
};
enum { ROWS_LIMIT = 20000 };

/* No rows of no text (NULL). */
struct rows rows_read(struct arena *a, const char *text);
/* It begins with that word. */
bool row_starts(const struct row *row, const char *word);
/* The first place of a word in it that is no attribute; NULL if there is none. */
const char *row_word(const struct row *row, const char *word);
/* The row of the nearest block around row n (`def`, `if`, `class` …); r->count
 * at the top of the file. */
size_t rows_around(const struct rows *r, size_t n);
/* A def, async or not. */
bool row_defines(const struct row *row);

#endif
