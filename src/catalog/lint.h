/* lint: what is wrong with patterns that can be read: no proof, no anchor, work
 * without bound, facts and placeholders that nobody knows, commands that would
 * let captured text out of its quotes. What an example's run shows is not here
 * (commands/proof.h). */
#ifndef REMEDY_CATALOG_LINT_H
#define REMEDY_CATALOG_LINT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "catalog/source.h"

/* Tells whether a fact of this name exists. */
typedef bool (*lint_known)(void *context, const char *fact);

/* Adds a diagnostic, with advice, for each finding in each pattern. */
void lint_source(struct arena *a, const struct source *s, lint_known known, void *context, struct diagnostics *d);
void lint_pattern(struct arena *a, const struct definition *def, lint_known known, void *context,
		  struct diagnostics *d);

#endif
