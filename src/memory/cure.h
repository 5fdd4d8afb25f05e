/* cure: what made a failure go away before, best first. Read from a snapshot of
 * the store (a constant database, "cures.cdb" in the state folder), so that
 * `remedy report` opens no database. */
#ifndef REMEDY_MEMORY_CURE_H
#define REMEDY_MEMORY_CURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct cure {
	const char *kind;   /* "run": a command line; "edit": a file was changed */
	const char *line;   /* the masked line; the file */
	const char *folder; /* where it was */
	unsigned worked, failed;
	int64_t last; /* when it worked last, seconds since 1970 */
};

struct cures {
	struct cure *all;
	size_t count;
};

/* The cures of a failure by its key (journal.h), but for those that failed as often as they
 * worked, as the journal has it too; none if nothing is remembered. */
struct cures cure_find(struct arena *a, const char *key);

/* Above 0 if x is to be offered after y: what worked often and not long ago comes
 * first, each failure since takes back two successes. */
int cure_order(const struct cure *x, const struct cure *y);

/* Writes the snapshot: `count` cures with their keys, in groups of one key. */
bool cure_write(struct arena *a, const char *const *keys, const struct cure *cures, size_t count);

/* "3 weeks ago", translated; "once" for a time that is not past. */
const char *cure_age(struct arena *a, int64_t then, int64_t now);

/* True if a command line is one that can cure: it installs, sets, activates,
 * creates or starts something. Looking, editing and running Python cure nothing by themselves. */
bool cure_is_possible(struct arena *a, const char *line);

#endif
