/* similar: the name that a person probably meant. */
#ifndef REMEDY_FACTS_SIMILAR_H
#define REMEDY_FACTS_SIMILAR_H

#include "base/arena.h"

struct similar {
	struct arena *arena;
	const char *want;
	const char *best; /* so far, or NULL */
	size_t distance;  /* of best; before there is one: the greatest that counts */
};

/* Distances count as people misspell: none for two letters and less (but for
 * their case), a third of the letters otherwise, at most 3. */
struct similar similar_to(struct arena *a, const char *want);
/* Offers a name; of two equally near the one offered first stays. */
void similar_offer(struct similar *s, const char *name, size_t size);

#endif
