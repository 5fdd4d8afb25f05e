/* clean: a run's bytes made into the text that the parsers read: UTF-8 without
 * escape sequences, \n line ends, lines that were rewritten (progress bars) as
 * they stood at last, what each process wrote in one piece, and without what
 * other programs put in front of every line (dressing.h). */
#ifndef REMEDY_FAILURE_CLEAN_H
#define REMEDY_FAILURE_CLEAN_H

#include "base/arena.h"
#include "capture/run.h"

/* A line as it was written, or what is left of it. */
struct segment {
	size_t offset;                 /* in the cleaned text */
	size_t origin;                 /* where it begins in run->text */
	const struct process *process; /* NULL if not known */
};

struct cleaned {
	char *text; /* NUL-terminated */
	size_t size;
	struct segment *segments; /* by offset; the first one is at 0; at least one */
	size_t count;
	bool written;  /* by processes that are known */
	size_t *parts; /* where another writer's words begin; what is read ends there */
	size_t part_count;
};

/* Of a text of more than 8 MiB, only stretches in which a failure is possible
 * are kept, and of these the first and the last 4 MiB. */
struct cleaned clean_run(struct arena *a, const struct run *r);

/* The segment that `offset` is in. */
const struct segment *clean_segment(const struct cleaned *c, size_t offset);

#endif
