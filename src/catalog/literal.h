/* literal: bytes that have to stand in every text that a regular expression
 * fits. Read from its source conservatively: where a construct is not
 * understood, nothing is claimed. The index and the scan of long texts rest on
 * this, so a literal that is claimed wrongly would silence a pattern. */
#ifndef REMEDY_CATALOG_LITERAL_H
#define REMEDY_CATALOG_LITERAL_H

#include <stddef.h>

#include "base/arena.h"

enum {
	LITERAL_MIN = 4,     /* shorter ones are no help */
	LITERAL_PASSING = 9, /* long enough to be looked for at every fourth byte (wording.h) */
	LITERAL_MAX = 64,    /* longer ones are cut */
	LITERALS_MAX = 32,   /* alternatives of one expression */
};

struct literal {
	const char *bytes;
	size_t size;
};

/* A choice of literals: at least one of `all` is in every text that fits. */
struct literals {
	struct literal *all;
	size_t count; /* 0: nothing is known */
};

/* How good a literal is as a key; greater is better. */
typedef double (*literal_score)(void *context, const char *bytes, size_t size);

/* The best choice of literals of at least LITERAL_MIN bytes: the one whose worst
 * member scores highest. score NULL means: the longer the better. */
struct literals literals_of(struct arena *a, const char *regex, literal_score score, void *context);

/* All choices there are, for counting how common their parts are. */
struct literals literals_everywhere(struct arena *a, const char *regex);

/* How many literal bytes have to stand in a text that fits, in all. */
size_t literal_weight(struct arena *a, const char *regex);

#endif
