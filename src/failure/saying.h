/* saying: the words in which a tool says that it failed: who says it, what stands
 * in the line, and what of it is the message. One table, the first that fits
 * counts; every row has a line in tests/unit/failure/sayings.txt. */
#ifndef REMEDY_FAILURE_SAYING_H
#define REMEDY_FAILURE_SAYING_H

#include "failure/parser.h"

enum saying_where {
	AT_START,
	ANYWHERE,
	AT_END,
};

enum saying_part {
	WHOLE, /* the line */
	REST,  /* what stands behind `words` */
	BLOCK, /* the line and those below it that are indented or drawn as a tree, up to an empty one */
	REST_BLOCK,
	PARAGRAPH, /* the line and all below it up to an empty one */
};

struct saying {
	const char *name;
	enum saying_where where;
	const char *words;
	const char *also; /* must be in the line too; NULL: nothing */
	enum saying_part part;
	enum weight weight;
};

/* All of them, in order. */
const struct saying *saying_all(size_t *count);
/* The first one behind `after` (NULL: of all) that fits the line; *words is where
 * its words stand. `likely` is failure_possible's answer for the line: what may
 * stand anywhere in it holds one of its words. */
const struct saying *saying_next(const struct saying *after, const struct line *l, bool likely, const char **words);

#endif
