/* standard: what the standard modules and common types of Python have, by
 * version. A table in the program, made by data/attributes.py. */
#ifndef REMEDY_FACTS_STANDARD_H
#define REMEDY_FACTS_STANDARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* A name of the table, where it stands there: not NUL-terminated. */
struct standard_name {
	const char *text;
	size_t size;
	char added[6];   /* "3.9"; "" if it was always there (or is older than 3.7) */
	char removed[6]; /* "3.12"; "" if it still is */
};

/* The list of "modules", "m:collections" (a module's names) or
 * "t:datetime.datetime", "t:list" (a type's); NULL if there is none. */
const char *standard_list(const char *kind, const char *name);
/* The next name of a list; false at its end. */
bool standard_next(const char **list, struct standard_name *name);
/* Looks for a name in a list. */
bool standard_find(const char *list, const char *name, struct standard_name *found);
/* The name is there in that minor version ("3.11"; NULL: in the newest). */
bool standard_in(const struct standard_name *name, const char *minor);
/* The list of a type as an exception names it: 'list', 'datetime.datetime',
 * 'Thread', 'PosixPath'; *key (may be NULL) gets its full name, in the arena. */
const char *standard_type(struct arena *a, const char *type, const char **key);
/* The next list of a kind ("m:" or "t:") after `from` (NULL: the first); *key
 * gets its name, in the arena. NULL behind the last. */
const char *standard_each(struct arena *a, const char *kind, const char *from, const char **key);

#endif
