/* store: what failed and what cured it, in SQLite ("memory.db" in the state
 * folder, mode 0600, WAL, schema versioned). One process at a time writes, told by
 * a lock; who does not get it leaves its lines in the journal for the next one.
 * Values of the person's never reach it: shapes, fingerprints, masked lines. */
#ifndef REMEDY_MEMORY_STORE_H
#define REMEDY_MEMORY_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "memory/cure.h"

/* At most these are kept: the oldest failures and the weakest cures go first. */
enum { STORE_FAILURES = 200000, STORE_CURES = 5000 };

enum store_state {
	STORE_DONE,
	STORE_BUSY,   /* another process is at it */
	STORE_NEWER,  /* a newer remedy's database: left alone */
	STORE_FAILED, /* cannot be made, read or written */
};

/* Takes the journals in, forgets what is too much, and writes the snapshot of
 * cures anew. A damaged database is moved aside ("memory.db.damaged"). */
enum store_state store_update(struct arena *a);

/* Whether the store can be read; STORE_DONE too where there is none yet. */
enum store_state store_check(struct arena *a);

struct store_failure {
	int64_t time;
	const char *shape, *pattern, *program, *folder;
	const char *cure; /* what cured it, "" if nothing did yet */
	const char *kind; /* of that cure (memory/cure.h) */
};

struct store_filter {
	int64_t since;       /* 0: all */
	const char *folder;  /* NULL: all; else it and what is below */
	const char *pattern; /* NULL: all */
};

/* The failures, newest first, at most `limit`; NULL with *state if there is no
 * store to be read. */
struct store_failure *store_failures(struct arena *a, const struct store_filter *f, size_t limit, size_t *count,
				     enum store_state *state);

struct store_cure {
	int64_t id;
	const char *shape, *pattern;
	struct cure cure;
};
/* All cures, best first. */
struct store_cure *store_cures(struct arena *a, size_t limit, size_t *count, enum store_state *state);

/* Forgets: everything, a damaged database put aside too; what is older than a time; a pattern's; one cure by id. */
enum store_state store_forget_all(struct arena *a);
enum store_state store_forget_before(struct arena *a, int64_t time);
enum store_state store_forget_pattern(struct arena *a, const char *pattern);
enum store_state store_forget_cure(struct arena *a, int64_t id);

/* True if a damaged database was put aside; told once, then false. */
bool store_was_damaged(struct arena *a);

#endif
