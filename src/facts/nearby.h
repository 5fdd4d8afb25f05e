/* nearby: modules of the user's own, found by a name that is right or nearly so. */
#ifndef REMEDY_FACTS_NEARBY_H
#define REMEDY_FACTS_NEARBY_H

#include "facts/fact.h"

/* The file of the user's own module, a.py of `a`, a/b.py or a/b/__init__.py of `a.b`;
 * NULL if there is none. In the arena. */
const char *nearby_file(struct subject *s, const char *dotted);
/* The next name that the module's text gives at its top level: a def, a class, an
 * assignment, an import. *at starts as the text; `name->line` as 1. */
struct source_name;
bool nearby_name(const char *text, const char **at, struct source_name *name);

#endif
