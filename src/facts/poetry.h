/* poetry: what [tool.poetry.dependencies] of a pyproject.toml asks for. */
#ifndef REMEDY_FACTS_POETRY_H
#define REMEDY_FACTS_POETRY_H

#include "facts/marker.h"

/* A constraint as PEP 440 writes it: "^1.2" is ">=1.2,<2", "~1.2" ">=1.2,<1.3",
 * "1.2" "==1.2", "*" "", alternatives stand between ||. NULL if it is none. */
char *poetry_specifiers(struct arena *a, const char *constraint);

/* What is asked of the distribution of that name (by PEP 503) where the
 * environment is that, as specifiers; NULL if nothing surely is. */
char *poetry_asks(struct arena *a, const char *pyproject, const char *name, const struct environment *e);

#endif
