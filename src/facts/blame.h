/* blame: the expression of a line whose value a failure is about: `data["rows"]`
 * of `data["rows"][0]` for "'NoneType' object is not subscriptable".
 *
 * Carets (Python 3.11) tell most; without them only what is alone of its kind in
 * the line counts. All strings are NULL where it is not known, and in the arena. */
#ifndef REMEDY_FACTS_BLAME_H
#define REMEDY_FACTS_BLAME_H

#include "facts/fact.h"

struct blame {
	const char *text;
	const char *left, *right, *operation; /* both sides of an operator, and all of it */
};

struct blame blame_line(struct subject *s, const struct frame *frame);

#endif
