/* backtrack: whether an expression can be made to work without bound, found by
 * its shape and by trying. */
#ifndef REMEDY_CATALOG_BACKTRACK_H
#define REMEDY_CATALOG_BACKTRACK_H

#include <stdbool.h>

#include "base/arena.h"
#include "catalog/rule.h"

/* A text on which the expression exceeds a limit far beyond what an honest one
 * needs (its beginning, for a person to look at), or NULL if none was found. */
char *backtrack_proof(struct arena *a, const char *regex, enum clause c);

#endif
