/* inbox: failures that no pattern knew, counted by their shape (shape.h), in the
 * state folder. A line each, the one met last at the end:
 *
 *     3 TillError: no till '…'
 *
 * Nothing else is kept. It holds at most INBOX_LIMIT shapes; the rarest, and of these
 * the one not met for longest, makes room for a new one. */
#ifndef REMEDY_MEMORY_INBOX_H
#define REMEDY_MEMORY_INBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { INBOX_LIMIT = 300 };

struct inbox_entry {
	unsigned count;
	const char *shape;
};

struct inbox {
	struct inbox_entry *all; /* most frequent first, then met last first */
	size_t count;
};

/* What is in it; empty if nothing is, or it cannot be read or trusted. */
struct inbox inbox_read(struct arena *a);
/* One more of this shape; false with errno. */
bool inbox_note(struct arena *a, const char *shape);
/* Takes it out (NULL: all of them); false with errno. */
bool inbox_forget(struct arena *a, const char *shape);

#endif
