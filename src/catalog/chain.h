/* chain: the failures of a run as the matcher walks them: whose cause or member
 * is whose. */
#ifndef REMEDY_CATALOG_CHAIN_H
#define REMEDY_CATALOG_CHAIN_H

#include <stddef.h>

#include "base/arena.h"
#include "failure/failure.h"

enum { CHAIN_LINKS = 256 };

struct link {
	const struct failure *failure;
	int parent; /* index of the one whose cause or member it is; -1 for an outermost one */
	int top;    /* index in failures->all of the outermost one */
};

struct chain {
	struct link *all; /* the outermost before what is below them */
	size_t count;
};

/* All failures, CHAIN_LINKS at most of each outermost one. */
struct chain chain_of(struct arena *a, const struct failures *f);
/* The index of a failure; -1 if it is not among them. */
int chain_find(const struct chain *c, const struct failure *f);

#endif
