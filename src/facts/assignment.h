/* assignment: where in a Python file a name got the value that it has in some
 * line, as far as indentation tells without running anything. */
#ifndef REMEDY_FACTS_ASSIGNMENT_H
#define REMEDY_FACTS_ASSIGNMENT_H

#include <stdbool.h>

#include "base/arena.h"

struct assignment {
	const char *value; /* what stands right of the =, trimmed, in the arena */
	int line;
};

/* The last assignment to `name` (or `self.name`) that surely came before line
 * `line` of `text`. False where it is a parameter, bound otherwise (a loop, an
 * import, a tuple), or bound in branches. */
bool assignment_before(struct arena *a, const char *text, const char *name, int line, struct assignment *found);

struct definition {
	const char *head; /* the line of the def, trimmed, as far as its closing parenthesis */
	int line;
	enum { RETURNS_NEVER, RETURNS_SOMETIMES, RETURNS_ALWAYS } returns;
	const char *last; /* its last statement, trimmed, where it is a line of its own; else NULL */
	int last_line;
};

/* The only def of that name, in class `owner` if that is not NULL. False if
 * there is none, or more than one. */
bool definition_find(struct arena *a, const char *text, const char *name, const char *owner, struct definition *d);

/* The names of the defs right in the body of the only class of that name, by ", ";
 * NULL if there is no such class, or more than one. */
const char *definition_methods(struct arena *a, const char *text, const char *name);

/* In the body of that class some line calls a parent's __init__. */
bool definition_calls_init(struct arena *a, const char *text, const char *name);

/* The decorator right above the only def of that name, without its @ and its
 * arguments, `functools.lru_cache`; NULL if there is none, or more than one of either. */
const char *definition_decorator(struct arena *a, const char *text, const char *name);

#endif
