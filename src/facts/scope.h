/* scope: which lines of a file give a name a value. */
#ifndef REMEDY_FACTS_SCOPE_H
#define REMEDY_FACTS_SCOPE_H

#include <stdbool.h>

#include "facts/rows.h"

/* Whether the row gives the name a value when it runs: a def, an import, an
 * assignment, a loop, with … as. *comprehension: only within its brackets. */
bool row_gives(const struct row *row, const char *name, bool *comprehension);

#endif
