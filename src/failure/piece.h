/* piece: which parts of a run's text are read, and in which order: all of it, or
 * of a long text the stretches where a failure may be; what each process wrote
 * stands together. */
#ifndef REMEDY_FAILURE_PIECE_H
#define REMEDY_FAILURE_PIECE_H

#include "base/arena.h"
#include "capture/run.h"

struct piece {
	size_t from, to; /* in run->text */
	size_t process;  /* index; SIZE_MAX if not known */
};

struct pieces {
	struct piece *all;
	size_t count;
	size_t room;
};

struct pieces pieces_of(struct arena *a, const struct run *r);

#endif
