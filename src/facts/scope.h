/* scope: which lines of a file give a name a value. */
#ifndef REMEDY_FACTS_SCOPE_H
#define REMEDY_FACTS_SCOPE_H

#include <stdbool.h>

#include "facts/rows.h"

/* Whether the row gives the name a value when it runs: a def, an import, an
 * assignment, a loop, with … as. *comprehension: only within its brackets. */
bool row_gives(const struct row *row, const char *name, bool *comprehension);

/* Some row of the file gives the name a value, if only as a parameter. */
bool rows_give(const struct rows *r, const char *name);

#endif
