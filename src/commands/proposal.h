/* proposal: a message as a regular expression that fits its siblings too: what
 * stays is quoted, what varies (names in quotes, paths, addresses, numbers,
 * versions) becomes a named group. Names that mean something to the facts
 * (docs/patterns.md) are given where the words around say so.
 *
 *     No module named 'shop.cart'   ->  ^No module named '(?<module>[^'\n]*)'$
 *     foo() missing 1 required …    ->  ^(?<function>[\w.<>]+)\(\) missing (?<number>-?\d[\d.,]*) required … */
#ifndef REMEDY_COMMANDS_PROPOSAL_H
#define REMEDY_COMMANDS_PROPOSAL_H

#include <stddef.h>

#include "base/arena.h"

enum { PROPOSAL_GROUPS = 16 };

struct proposal {
	const char *regex; /* PCRE2, anchored at its beginning */
	const char *groups[PROPOSAL_GROUPS];
	const char *values[PROPOSAL_GROUPS]; /* what each stands for in this message */
	size_t count;
	size_t literal; /* characters of the message that stayed, blanks not counted */
	size_t word;    /* letters of the longest word among them; "Errno" is none */
};

/* Of the first line of a message; "" gives an expression for the empty message. */
struct proposal proposal_of(struct arena *a, const char *message);
/* Of a shape's message: each … is a group "part", standing for "x". */
struct proposal proposal_of_shape(struct arena *a, const char *shape);

#endif
