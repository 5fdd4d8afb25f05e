/* foreign: facts of a machine that is not this one, from what its log says. */
#ifndef REMEDY_FACTS_FOREIGN_H
#define REMEDY_FACTS_FOREIGN_H

#include "facts/fact.h"

/* What the text tells about the fact, or unknown. `python` is always known. */
struct value foreign_value(struct subject *s, const char *name);

#endif
