/* candidate: the patterns of one layer that could fit, found by type and literal
 * words, before any expression is tried. */
#ifndef REMEDY_CATALOG_CANDIDATE_H
#define REMEDY_CATALOG_CANDIDATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "catalog/database.h"
#include "failure/failure.h"

/* Numbers without repetition, sorted by candidate_sort. */
struct candidates {
	struct arena *arena;
	uint32_t *all;
	size_t count;
	uint32_t *slots; /* a hash of those that are in: number + 1, or 0 */
	size_t slot_count;
};

struct candidates candidate_none(struct arena *a);
void candidate_sort(struct candidates *c);

/* Patterns with exception: of this type or a base of it, and a literal of whose
 * match: stands in the message (its first `size` bytes). */
void candidate_exception(struct candidates *c, struct database *db, const struct failure *f, size_t size);
/* All patterns that ask for the type or one of its bases (for a trace). */
void candidate_type(struct candidates *c, struct database *db, const struct failure *f);
/* Patterns with text: a literal of which stands in the text. */
void candidate_text(struct candidates *c, struct database *db, const char *text, size_t size);
/* Patterns with signal:. */
void candidate_signal(struct candidates *c, struct database *db, int number);

#endif
