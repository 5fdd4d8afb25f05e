/* hierarchy: which exception is a kind of which, for the built-in ones and those
 * of the standard library that people meet. */
#ifndef REMEDY_CATALOG_HIERARCHY_H
#define REMEDY_CATALOG_HIERARCHY_H

#include <stddef.h>

enum { HIERARCHY_DEPTH = 8 };

/* The name under which a bare or qualified type is indexed: its last component,
 * with the aliases of OSError (IOError, EnvironmentError, …) made one. */
const char *hierarchy_name(const char *type);

/* The n-th name that is known, from 0; NULL behind the last. */
const char *hierarchy_known(size_t n);

/* What an exception is, nearest first: its own name as hierarchy_name gives it,
 * then its bases. */
struct hierarchy {
	const char *type; /* as it was printed */
	const char *names[HIERARCHY_DEPTH];
	size_t count;
};
struct hierarchy hierarchy_of(const char *type);

/* How far the type asked for is from the exception's own: 0 the same, 1 its base,
 * 2 … ; -1 if it does not fit. */
int hierarchy_fit(const struct hierarchy *h, const char *asked);

#endif
