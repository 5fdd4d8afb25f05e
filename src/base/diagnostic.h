/* diagnostic: what is wrong in a file, and where. Errors travel as these and
 * are printed in one place (the command that asked). */
#ifndef REMEDY_BASE_DIAGNOSTIC_H
#define REMEDY_BASE_DIAGNOSTIC_H

#include <stdarg.h>
#include <stddef.h>

#include "base/arena.h"

struct diagnostic {
	struct diagnostic *next;
	const char *file;    /* NULL if it is about no file */
	int line;            /* from 1; 0 if unknown */
	int column;          /* from 1, in characters; 0 if unknown */
	const char *message; /* translated, one line, no full stop */
	const char *advice;  /* what to do about it, or NULL */
};

struct diagnostics {
	struct arena *arena;
	struct diagnostic *first;
	struct diagnostic **last;
	size_t count;
};

struct diagnostics diagnostics_new(struct arena *a);
struct diagnostic *diagnostics_add(struct diagnostics *d, const char *file, int line, int column, const char *format,
				   ...) __attribute__((format(printf, 5, 6)));

/* "FILE:LINE:COLUMN: message", or what of it is known; a message that names the file
 * itself stands alone. Nothing in it is made safe. */
const char *diagnostic_text(struct arena *a, const struct diagnostic *d);

#endif
