/* source: a Python file looked through for names, without parsing it. */
#ifndef REMEDY_FACTS_SOURCE_H
#define REMEDY_FACTS_SOURCE_H

#include "facts/fact.h"

struct source_name {
	const char *text; /* not NUL-terminated */
	size_t size;
	int line;
	bool attribute; /* stands behind a dot */
	bool defined;   /* by def, class, import, as, for, global, or before = and : */
};

/* The file that the failure is about, here; NULL if it is not known, not to be
 * had, or a library's. *path (may be NULL) gets its path. At most 1 MiB of it. */
const char *source_text(struct subject *s, const char **path);
/* The file that could not be read (SyntaxError), likewise. */
const char *source_unread(struct subject *s);
/* The bracket that is opened and never closed, the innermost of several, or the
 * quote of a string with three of them; *line gets where. NUL if there is none,
 * or another kind of bracket closes it. */
char source_unclosed(const char *text, int *line);
/* The last line of code above a line: its text without a comment, where it is, and
 * the bracket that is open behind it (NUL if none). */
struct source_above {
	const char *text;
	size_t size;
	int line;
	char inside;
};
/* False if there is none, or brackets of different kinds meet. */
bool source_above(const char *text, int line, struct source_above *above);
/* The next name outside strings and comments; *at starts as the text. False at
 * the end. `line` must be 1 in the first call's *name and is kept up. */
bool source_next(const char **at, struct source_name *name);
/* What a place of the text stands in, by its indentation. Each search reads
 * upward from there: one fact asks for at most SOURCE_PLACES. */
enum { SOURCE_PLACES = 200 };
struct source_place {
	const char *scope; /* module, class or function */
	const char *owner; /* the class's or function's name; NULL for a module's */
};
struct source_place source_place(struct arena *a, const char *text, const char *at);
bool source_is_keyword(const char *name, size_t size);
/* The keywords, NULL-terminated. */
extern const char *const source_keywords[];

#endif
