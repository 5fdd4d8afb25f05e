/* hierarchy: which exception is a kind of which, for the built-in ones and those
 * of the standard library that people meet. */
#ifndef REMEDY_CATALOG_HIERARCHY_H
#define REMEDY_CATALOG_HIERARCHY_H

#include "failure/failure.h"

enum { HIERARCHY_DEPTH = 8 };

/* The name under which a bare or qualified type is indexed: its last component,
 * with the aliases of OSError (IOError, EnvironmentError, …) made one. */
const char *hierarchy_name(const char *type);

/* The n-th name that is known, from 0; NULL behind the last. */
const char *hierarchy_known(size_t n);

/* What the failure's exception is, nearest first: its own name as
 * hierarchy_name gives it, then its bases. Fills names, returns how many. */
size_t hierarchy_of(const struct failure *f, const char *names[HIERARCHY_DEPTH]);

/* How far the type asked for is from the failure's own: 0 the same, 1 its base,
 * 2 … ; -1 if it does not fit. */
int hierarchy_fit(const struct failure *f, const char *asked);

#endif
